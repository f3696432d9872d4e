"use strict";
// Draws the charts described in the page. Drag to zoom into x, double-click to see everything again;
// a click on a name in the legend hides its line.
const number = value => {
  if (value === 0) return "0";
  const size = Math.abs(value);
  return size >= 1e-4 && size < 1e5 ? String(Number(value.toPrecision(4))) : value.toExponential(2).replace(/\.?0+e/, "e");
};

const dataset = line => ({
  label: line.label,
  data: line.points.map(([x, y]) => ({ x, y })),
  borderColor: line.style === "faint" ? line.color + "55" : line.color,
  backgroundColor: line.color,
  borderWidth: line.style === "faint" ? 1 : 2,
  showLine: line.style !== "points",
  pointRadius: line.style === "points" ? 4 : line.style === "marked" ? 2.5 : 0,
  pointHoverRadius: 4,
  order: line.style === "faint" ? 2 : 1,
  companion: line.companion,
});

const marker = (mark, range) => ({
  label: `${mark.label} ${number(mark.x)}`,
  data: [{ x: mark.x, y: range[0] }, { x: mark.x, y: range[1] }],
  borderColor: mark.color,
  backgroundColor: mark.color,
  borderWidth: 2,
  borderDash: [6, 4],
  pointRadius: 0,
  order: 0,
});

// The bars of a line's spread: one line with gaps, without a name of its own.
const spread = line => ({
  label: "",
  data: line.spread.flatMap(([x, low, high]) => [{ x, y: low }, { x, y: high }, { x, y: NaN }]),
  borderColor: line.color,
  borderWidth: 1.3,
  pointRadius: 0,
  pointHoverRadius: 0,
  order: 1,
});

// A shaded range of y, from the left end to the right.
const level = (area, across) => ({
  label: area.label,
  data: across.map(x => ({ x, y: area.to })),
  borderColor: area.color + "00",
  backgroundColor: area.color + "33",
  fill: { value: area.from },
  pointRadius: 0,
  pointHoverRadius: 0,
  order: 4,
});

// Shaded down to the axis from a line along the top.
const band = (area, top) => ({
  label: area.label,
  data: [{ x: area.from, y: top }, { x: area.to, y: top }],
  borderColor: area.color + "22",
  backgroundColor: area.color + "22",
  fill: "start",
  pointRadius: 0,
  pointHoverRadius: 0,
  order: 3,
});

// The ticks of a logarithmic axis: decades alone, over fewer of them also 2 and 5, else all of two digits.
const isTick = (value, ends) => {
  const digit = value / 10 ** Math.floor(Math.log10(value) + 1e-9);
  if (ends[1] / ends[0] < 4) return Math.abs(10 * digit - Math.round(10 * digit)) < 1e-6;
  const shown = ends[1] / ends[0] >= 30 ? [1] : [1, 2, 5];
  return shown.some(whole => Math.abs(digit - whole) < 1e-6);
};

const axis = (description, ends) => ({
  type: description.logarithmic ? "logarithmic" : "linear",
  title: { display: true, text: description.label },
  grid: { color: "#e9ecef" },
  ticks: {
    maxRotation: 0,
    includeBounds: false,
    autoSkipPadding: 12,
    callback: value => number(value),
  },
  afterBuildTicks: scale => {
    if (description.logarithmic) {
      const ticks = scale.ticks.filter(tick => isTick(tick.value, ends));
      scale.ticks = ticks.length > 1 ? ticks : scale.ticks;
    }
  },
});

const descriptions = JSON.parse(document.getElementById("charts").textContent);
const draw = canvas => {
  const description = descriptions[Number(canvas.dataset.chart)];
  const [low, high] = description.range;
  const margin = 0.04 * (high - low);
  const x = axis(description.x, description.across);
  [x.min, x.max] = description.across;
  const y = axis(description.y, description.range);
  if (description.y.logarithmic) {
    const room = description.fixed ? 1 : (high / low) ** 0.03;
    y.min = low / room;
    y.max = high * room;
  } else if (description.fixed) {
    y.min = low - margin / 2;
    y.max = high + margin / 2;
  } else if (margin > 0) {
    y.min = low < 0 ? low - margin : Math.max(0, low - margin);
    y.max = high + margin;
  }
  const chart = new Chart(canvas, {
    type: "line",
    data: {
      datasets: description.series.map(dataset).concat(
        description.markers.map(mark => marker(mark, description.range)),
        description.series.filter(line => line.spread.length > 0).map(spread),
        description.bands.map(area => band(area, y.max ?? high)),
        description.levels.map(area => level(area, description.across))),
    },
    options: {
      animation: false,
      parsing: false,
      normalized: true,
      responsive: true,
      maintainAspectRatio: false,
      interaction: { mode: "nearest", axis: "x", intersect: false },
      scales: { x, y },
      plugins: {
        title: { display: true, text: description.title, font: { size: 15 } },
        legend: { position: "bottom", labels: {
          boxWidth: 18,
          boxHeight: 2,
          filter: (item, data) =>
            item.text !== "" && !data.datasets[item.datasetIndex].companion,
        } },
        tooltip: {
          filter: item => item.dataset.label !== "" && !item.dataset.fill,
          callbacks: {
            title: items => items.length ? `${description.x.label} ${number(items[0].parsed.x)}` : "",
            label: item => `${item.dataset.label}: ${number(item.parsed.y)}`,
          },
        },
        zoom: { zoom: { drag: { enabled: true }, mode: "x" } },
      },
    },
  });
  canvas.addEventListener("dblclick", () => chart.resetZoom());
};

const drawn = new Set();
const drawIn = place => {
  for (const canvas of place.querySelectorAll("canvas[data-chart]")) {
    if (!drawn.has(canvas) && !canvas.closest("[hidden]")) {
      drawn.add(canvas);
      draw(canvas);
    }
  }
};
drawIn(document);

// Of steps one is seen at a time; its charts are drawn when it is seen first.
for (const steps of document.querySelectorAll(".steps")) {
  const all = [...steps.querySelectorAll(".step")];
  const slider = steps.querySelector("input");
  slider.addEventListener("input", () => {
    all.forEach((step, index) => { step.hidden = index !== Number(slider.value); });
    const seen = all[Number(slider.value)];
    steps.querySelector("output").textContent = seen.dataset.label;
    drawIn(seen);
  });
}

// The marks of one trial stand out together in all pictures, and a note beside the pointer tells of it.
const tips = document.getElementById("tips");
if (tips) {
  const texts = JSON.parse(tips.textContent);
  const note = document.createElement("div");
  note.className = "tip";
  note.hidden = true;
  document.body.append(note);
  const around = [[0, 0], [2, 0], [-2, 0], [0, 2], [0, -2], [5, 0], [-5, 0], [0, 5], [0, -5]];
  let shown;
  const show = subject => {
    if (subject === shown) return;
    shown = subject;
    for (const mark of document.querySelectorAll(".shown")) mark.remove();
    note.hidden = !(subject in texts);
    if (note.hidden) return;
    note.textContent = texts[subject];
    for (const mark of document.querySelectorAll(`.sketch [data-t="${subject}"]`)) {
      const copy = mark.cloneNode();
      copy.removeAttribute("data-t");
      copy.classList.add("shown");
      mark.parentNode.append(copy);
    }
  };
  const subjectAt = (x, y) => {
    for (const [right, down] of around) {
      const mark = document.elementFromPoint(x + right, y + down)?.closest("[data-t]");
      if (mark) return mark.dataset.t;
    }
    return "";
  };
  document.addEventListener("pointermove", event => {
    show(event.target.closest?.(".sketch") ? subjectAt(event.clientX, event.clientY) : "");
    const left = event.clientX + 16 + note.offsetWidth > innerWidth;
    const above = event.clientY + 16 + note.offsetHeight > innerHeight;
    note.style.left = `${left ? event.clientX - 16 - note.offsetWidth : event.clientX + 16}px`;
    note.style.top = `${above ? event.clientY - 16 - note.offsetHeight : event.clientY + 16}px`;
  });
}

// A button on every text that is there to be copied; without the clipboard's permission it selects.
for (const pre of document.querySelectorAll("pre")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  const place = document.createElement("div");
  place.className = "code";
  pre.replaceWith(place);
  place.append(pre, button);
  button.addEventListener("click", async () => {
    getSelection().selectAllChildren(pre);
    let copied;
    try {
      await navigator.clipboard.writeText(pre.textContent);
      copied = true;
    } catch {
      copied = document.execCommand("copy");
    }
    button.textContent = copied ? "Copied" : "Selected";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
}
