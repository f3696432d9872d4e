"""The networks of `temper bench throughput` in PyTorch, eager mode, on the same synthetic data.

One update: gather a batch, forward, loss, backward, SGD with momentum and weight decay, read the
loss. Every precision is measured in both memory layouts; the better one is told.

Usage: python bench/peers/throughput.py MODEL BATCH_SIZE [THREADS [SECONDS]]
Prints one JSON document with the fields of `temper bench throughput --json`.
"""
import contextlib
import json
import statistics
import sys
import time

try:
    import torch
    from torch import nn
    from torch.nn import functional as F
except ImportError:
    print("skipped: PyTorch for Python is not installed", file=sys.stderr)
    sys.exit(0)


def conv(inputs, outputs, kernel=3, stride=1):
    return nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)


class Residual(nn.Module):
    """Two convolutions after He et al. 2016; the shortcut takes every other pixel and pads."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.first, self.one = conv(inputs, outputs, 3, stride), nn.BatchNorm2d(outputs)
        self.second, self.two = conv(outputs, outputs), nn.BatchNorm2d(outputs)
        self.stride, self.pad = stride, outputs - inputs

    def forward(self, x):
        y = F.relu(self.one(self.first(x)), inplace=True)
        y = self.two(self.second(y))
        if self.stride > 1:
            half = self.pad // 2
            x = F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, half, self.pad - half))
        return F.relu(y + x, inplace=True)


def resnet(depth):
    layers, inputs = [conv(3, 16), nn.BatchNorm2d(16), nn.ReLU(True)], 16
    for stage, outputs in enumerate((16, 32, 64)):
        for block in range((depth - 2) // 6):
            layers.append(Residual(inputs, outputs, 2 if stage and not block else 1))
            inputs = outputs
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


class Wide(nn.Module):
    """A block of Zagoruyko and Komodakis 2016: BatchNorm and ReLU in front of each convolution."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.one, self.first = nn.BatchNorm2d(inputs), conv(inputs, outputs, 3, stride)
        self.two, self.second = nn.BatchNorm2d(outputs), conv(outputs, outputs)
        self.shortcut = conv(inputs, outputs, 1, stride) if inputs != outputs else None

    def forward(self, x):
        y = F.relu(self.one(x), inplace=True)
        short = self.shortcut(y) if self.shortcut is not None else x
        y = self.second(F.relu(self.two(self.first(y)), inplace=True))
        return y + short


def wide(depth, width):
    layers, inputs = [conv(3, 16)], 16
    for stage, base in enumerate((16, 32, 64)):
        for block in range((depth - 4) // 6):
            layers.append(Wide(inputs, base * width, 2 if stage and not block else 1))
            inputs = base * width
    return nn.Sequential(*layers, nn.BatchNorm2d(inputs), nn.ReLU(True),
                         nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(inputs, 10))


class Dense(nn.Module):
    def __init__(self, inputs, growth):
        super().__init__()
        self.norm, self.convolution = nn.BatchNorm2d(inputs), conv(inputs, growth)

    def forward(self, x):
        return torch.cat([x, self.convolution(F.relu(self.norm(x), inplace=True))], 1)


def densenet(depth, growth):
    layers, channels = [conv(3, 16)], 16
    for stage in range(3):
        for _ in range((depth - 4) // 3):
            layers.append(Dense(channels, growth))
            channels += growth
        if stage < 2:
            layers += [nn.BatchNorm2d(channels), nn.ReLU(True), conv(channels, channels, 1),
                       nn.AvgPool2d(2)]
    return nn.Sequential(*layers, nn.BatchNorm2d(channels), nn.ReLU(True),
                         nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, 10))


def cnn():
    layers, inputs = [], 3
    for convolutions, outputs in ((1, 32), (2, 64), (1, 128)):
        for i in range(convolutions):
            layers += [conv(inputs, outputs), nn.BatchNorm2d(outputs)]
            if i == convolutions - 1:
                layers.append(nn.MaxPool2d(2))
            layers.append(nn.ReLU(True))
            inputs = outputs
    return nn.Sequential(*layers, nn.Flatten(), nn.Dropout(0.3), nn.Linear(128 * 16, 10))


def mlp():
    return nn.Sequential(nn.Linear(64, 128), nn.ReLU(True), nn.Linear(128, 128), nn.ReLU(True),
                         nn.Linear(128, 10))


NETWORKS = {
    "mlp": mlp, "cnn": cnn, "resnet-20": lambda: resnet(20), "resnet-56": lambda: resnet(56),
    "wide-resnet-16-4": lambda: wide(16, 4), "densenet-40-12": lambda: densenet(40, 12),
}


def measure(name, batch, precision, layout, seconds):
    """Updates a second, the median over rounds that together take the given time."""
    torch.manual_seed(0)
    examples = max(2 * batch, 2048)
    shape = (examples, 64) if name == "mlp" else (examples, 3, 32, 32)
    features, labels = torch.randn(shape), torch.randint(0, 10, (examples,))
    net = NETWORKS[name]()
    last = layout == "channels-last"
    if last:
        net = net.to(memory_format=torch.channels_last)
        features = features.to(memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9, weight_decay=1e-4)
    order, batches, done = torch.randperm(examples), examples // batch, 0
    autocast = (lambda: torch.autocast("cpu", torch.bfloat16)) if precision == "bf16" \
        else contextlib.nullcontext

    def update():
        nonlocal done
        at = done % batches * batch
        indices = order[at:at + batch]
        done += 1
        x, y = features.index_select(0, indices), labels.index_select(0, indices)
        if last:
            x = x.contiguous(memory_format=torch.channels_last)
        optimizer.zero_grad()
        with autocast():
            loss = F.cross_entropy(net(x), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    start = time.perf_counter()
    while done < 3 or time.perf_counter() - start < seconds / 4:
        update()
    rates = []
    for _ in range(5):
        start, before = time.perf_counter(), done
        while done == before or time.perf_counter() - start < seconds / 5:
            update()
        rates.append((done - before) / (time.perf_counter() - start))
    return statistics.median(rates)


def main():
    name, batch = sys.argv[1], int(sys.argv[2])
    if name not in NETWORKS:
        sys.exit(f"There is no network '{name}' here. Accepted: {', '.join(NETWORKS)}.")
    threads = int(sys.argv[3]) if len(sys.argv) > 3 else torch.get_num_threads()
    seconds = float(sys.argv[4]) if len(sys.argv) > 4 else 10
    torch.set_num_threads(threads)
    results = []
    for precision in ("f32", "bf16"):
        layouts = ("contiguous",) if name == "mlp" else ("contiguous", "channels-last")
        rates = {layout: measure(name, batch, precision, layout, seconds) for layout in layouts}
        best = max(rates, key=rates.get)
        results.append({
            "model": name, "precision": precision, "layout": best, "threads": threads,
            "images_per_second": round(rates[best] * batch, 1),
            "updates_per_second": round(rates[best], 2)})
        print({layout: round(rate * batch, 1) for layout, rate in rates.items()}, file=sys.stderr)
    print(json.dumps({"library": f"PyTorch {torch.__version__}", "results": results}))


main()
