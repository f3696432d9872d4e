package dev.temper.report;

import dev.temper.recipe.Prescription;
import dev.temper.recipe.TuningResult;
import dev.temper.training.Optimizer;
import dev.temper.training.UpdateSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The values of a tuning as a PyTorch program: the same optimizer under the same schedule, for a
 * model and data of the reader's own.
 */
final class PyTorchProgram {

  private static final String SCHEDULE =
      """
      def between(start, end, position):
          if position <= 0:
              return start
          return end if position >= 1 else start + (end - start) * position


      def one_cycle(iteration):
          \"""Learning rate, momentum and weight decay of an iteration, from 0: Smith's 1cycle.\"""
          peak = max(1, int(ITERATIONS * (1 - TAIL_SHARE) / 2))
          end = 2 * peak
          iteration = min(max(0, iteration), ITERATIONS - 1)
          if iteration <= end:
              height = 1 - abs(iteration - peak) / peak
              rate = between(RATE_MIN, RATE_MAX, height)
              momentum = between(MOMENTUM_MAX, MOMENTUM_MIN, height)
          else:
              position = (iteration - end) / max(1, ITERATIONS - 1 - end)
              rate = between(RATE_MIN, RATE_MIN * TAIL_FACTOR, position)
              momentum = MOMENTUM_MAX
          return rate, momentum, WEIGHT_DECAY
      """;

  private static final String LAYERS =
      """
      def layers(model):
          \"""The parameters layer by layer; normalization belongs to the layer in front of it.\"""
          found = []
          for module in model.modules():
              own = list(module.parameters(recurse=False))
              if own and (not found or any(p.dim() > 1 for p in own)):
                  found.append([])
              if own:
                  found[-1].extend(own)
          return found
      """;

  private static final String LARS =
      """
      class LARS(torch.optim.Optimizer):
          \"""SGD whose rate is adapted for each matrix (You, Gitman and Ginsburg 2017).\"""

          def __init__(self, parameters, lr, momentum, weight_decay):
              values = {"lr": lr, "momentum": momentum, "weight_decay": weight_decay}
              super().__init__(parameters, values)

          @torch.no_grad()
          def step(self):
              for group in self.param_groups:
                  decay = group["weight_decay"]
                  for p in group["params"]:
                      weight, gradient = p.norm(), p.grad.norm()
                      update = p.grad + decay * p
                      if p.dim() > 1 and weight > 0 and gradient > 0:
                          update *= 0.001 * weight / (gradient + decay * weight)
                      velocity = self.state[p].setdefault("velocity", torch.zeros_like(p))
                      velocity.mul_(group["momentum"]).add_(update)
                      p.sub_(group["lr"] * velocity)
      """;

  private static final String LAMB =
      """
      class LAMB(torch.optim.Optimizer):
          \"""Adam whose rate is adapted for each matrix (You et al. 2020).\"""

          def __init__(self, parameters, lr, betas, eps, weight_decay):
              values = {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay}
              super().__init__(parameters, values)

          @torch.no_grad()
          def step(self):
              for group in self.param_groups:
                  beta1, beta2 = group["betas"]
                  for p in group["params"]:
                      state = self.state[p]
                      t = state["t"] = state.get("t", 0) + 1
                      mean = state.setdefault("mean", torch.zeros_like(p))
                      square = state.setdefault("square", torch.zeros_like(p))
                      mean.lerp_(p.grad, 1 - beta1)
                      square.mul_(beta2).addcmul_(p.grad, p.grad, value=1 - beta2)
                      root = (square / (1 - beta2**t)).sqrt() + group["eps"]
                      update = mean / (1 - beta1**t) / root + group["weight_decay"] * p
                      weight, length = p.norm(), update.norm()
                      if p.dim() > 1 and weight > 0 and length > 0:
                          update *= weight / length
                      p.sub_(group["lr"] * update)
      """;

  private final TuningResult result;
  private final Prescription p;
  private final UpdateSettings updates;
  private final boolean groups;
  private final List<String> parts = new ArrayList<>();

  private PyTorchProgram(TuningResult result) {
    this.result = result;
    this.p = result.chosen();
    this.updates = p.updates();
    this.groups = updates.decayWeightsOnly() || !updates.rateRatios().isEmpty();
  }

  /** The program. */
  static String of(TuningResult result) {
    return new PyTorchProgram(result).text();
  }

  private String text() {
    parts.add(yours() + values() + "\n");
    parts.add(SCHEDULE);
    if (p.optimizer() == Optimizer.LARS) {
      parts.add(LARS);
    } else if (p.optimizer() == Optimizer.LAMB) {
      parts.add(LAMB);
    }
    if (!updates.rateRatios().isEmpty()) {
      parts.add(LAYERS);
    }
    parts.add(optimizer() + loop());
    return String.join("\n\n", parts).strip();
  }

  private String yours() {
    boolean regression = result.data().isRegression();
    return lines(
        "import torch",
        "",
        "# Yours. The tuned network was "
            + Literal.comment(result.model())
            + Text.of(", with %,d trainable values;", result.parameters()),
        Text.of(
            "# its data was %s: %,d training examples, normalized%s.",
            Literal.comment(result.data().name()),
            result.data().trainingExamples(),
            regression ? ", and so were the labels" : ""),
        "model = ...          # a torch.nn.Module",
        "training_data = ...  # a torch.utils.data.Dataset of (example, label)",
        "loss_function = torch.nn." + (regression ? "MSELoss()" : "CrossEntropyLoss()"),
        "");
  }

  private String values() {
    List<String> lines = new ArrayList<>();
    lines.add("BATCH_SIZE = " + p.batchSize());
    if (updates.accumulation() > 1) {
      lines.add("ACCUMULATION = " + updates.accumulation() + "  # batches in an update");
    }
    lines.add("ITERATIONS = " + p.iterations() + "  # updates in the run");
    lines.add("RATE_MAX, RATE_MIN = " + pair(p.learningRateMax(), p.learningRateMin()));
    lines.add("MOMENTUM_MAX, MOMENTUM_MIN = " + pair(p.momentumMax(), p.momentumMin()));
    lines.add("TAIL_SHARE, TAIL_FACTOR = 0.1, 0.001");
    lines.add("WEIGHT_DECAY = " + Literal.number(p.weightDecay()));
    if (updates.clips()) {
      lines.add("CLIP_NORM = " + Literal.number(updates.clipNorm()));
    }
    if (!updates.rateRatios().isEmpty()) {
      lines.add(
          "RATE_RATIOS = ["
              + updates.rateRatios().stream().map(Literal::number).collect(Collectors.joining(", "))
              + "]  # for groups of layers, from the input on");
    }
    return String.join("\n", lines);
  }

  private static String pair(double first, double second) {
    return Literal.number(first) + ", " + Literal.number(second);
  }

  private String optimizer() {
    StringBuilder text = new StringBuilder();
    if (groups) {
      text.append(
          lines(
              "groups = [",
              "    {\"params\": [p], \"ratio\": "
                  + (updates.rateRatios().isEmpty()
                      ? "1"
                      : "RATE_RATIOS[i * len(RATE_RATIOS) // n]")
                  + ", \"decays\": "
                  + (updates.decayWeightsOnly() ? "p.dim() > 1" : "True")
                  + "}",
              updates.rateRatios().isEmpty()
                  ? "    for p in model.parameters()"
                  : "    for n in [len(layers(model))] for i, layer in enumerate(layers(model))"
                      + " for p in layer",
              "]"));
    }
    text.append("optimizer = ").append(constructor()).append("(\n    ");
    text.append(groups ? "groups" : "model.parameters()").append(", lr=RATE_MIN");
    text.append(arguments()).append(", weight_decay=WEIGHT_DECAY\n)\n");
    return text.toString();
  }

  private String constructor() {
    return switch (p.optimizer()) {
      case SGD, NESTEROV -> "torch.optim.SGD";
      case ADAGRAD -> "torch.optim.Adagrad";
      case RMSPROP -> "torch.optim.RMSprop";
      case ADADELTA -> "torch.optim.Adadelta";
      case ADAM -> "torch.optim.Adam";
      case ADAMW -> "torch.optim.AdamW";
      case NADAM -> "torch.optim.NAdam";
      case LARS -> "LARS";
      case LAMB -> "LAMB";
    };
  }

  private String arguments() {
    return switch (p.optimizer()) {
      case SGD, LARS -> ", momentum=MOMENTUM_MAX";
      case NESTEROV -> ", momentum=MOMENTUM_MAX, nesterov=True";
      case ADAGRAD -> ", eps=1e-10";
      case RMSPROP -> ", alpha=0.99, eps=1e-8, momentum=MOMENTUM_MAX";
      case ADADELTA -> ", rho=0.9, eps=1e-6";
      case ADAM, ADAMW -> ", betas=(MOMENTUM_MAX, 0.999), eps=1e-8";
      case NADAM -> ", betas=(MOMENTUM_MAX, 0.999), eps=1e-8, momentum_decay=4e-3";
      case LAMB -> ", betas=(MOMENTUM_MAX, 0.999), eps=1e-6";
    };
  }

  private String loop() {
    List<String> lines = new ArrayList<>();
    lines.add("loader = torch.utils.data.DataLoader(");
    lines.add("    training_data, batch_size=BATCH_SIZE, shuffle=True, drop_last=True");
    lines.add(")");
    lines.add("if len(loader) == 0:");
    lines.add("    raise ValueError(\"training_data has fewer examples than BATCH_SIZE\")");
    lines.add("");
    lines.add("");
    lines.add("def batches():");
    lines.add("    while True:");
    lines.add("        yield from loader");
    lines.add("");
    lines.add("");
    lines.add("source = batches()");
    lines.add("model.train()");
    lines.add("for iteration in range(ITERATIONS):");
    lines.add("    rate, momentum, weight_decay = one_cycle(iteration)");
    lines.add("    for group in optimizer.param_groups:");
    lines.add("        group[\"lr\"] = rate" + (groups ? " * group[\"ratio\"]" : ""));
    momentum().forEach(lines::add);
    lines.add(
        "        group[\"weight_decay\"] = weight_decay"
            + (groups ? " if group[\"decays\"] else 0" : ""));
    lines.add("    optimizer.zero_grad()");
    String indent = "    ";
    if (updates.accumulation() > 1) {
      lines.add("    for _ in range(ACCUMULATION):");
      indent = "        ";
    }
    lines.add(indent + "examples, labels = next(source)");
    lines.add(
        indent
            + "loss = loss_function(model(examples), labels)"
            + (updates.accumulation() > 1 ? " / ACCUMULATION" : ""));
    lines.add(indent + "loss.backward()");
    if (updates.clips()) {
      lines.add("    torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP_NORM)");
    }
    lines.add("    optimizer.step()");
    return String.join("\n", lines);
  }

  private List<String> momentum() {
    return switch (p.optimizer()) {
      case SGD, NESTEROV, RMSPROP, LARS -> List.of("        group[\"momentum\"] = momentum");
      case ADAM, ADAMW, NADAM, LAMB -> List.of("        group[\"betas\"] = (momentum, 0.999)");
      case ADAGRAD, ADADELTA -> List.of();
    };
  }

  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }
}
