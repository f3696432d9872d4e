package dev.temper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.training.UpdateSettings;
import java.util.stream.Collectors;

/** What surrounds an update, as JSON and in words. */
final class Updates {

  private Updates() {}

  /** All settings; the norm to clip to is null where gradients are not clipped. */
  static ObjectNode json(UpdateSettings updates) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("accumulation", updates.accumulation());
    Json.put(node, "clip_norm", updates.clipNorm());
    node.put("decay_weights_only", updates.decayWeightsOnly());
    ArrayNode ratios = node.putArray("rate_ratios");
    updates.rateRatios().forEach(ratios::add);
    return node;
  }

  /** A sentence for each setting that is not the default, each with a blank in front. */
  static String sentences(UpdateSettings updates) {
    StringBuilder text = new StringBuilder();
    if (updates.accumulation() > 1) {
      text.append(
          Text.of(" Each update takes the mean gradient of %d batches.", updates.accumulation()));
    }
    if (updates.clips()) {
      text.append(
          Text.of(" Gradients are clipped to a norm of %s.", Text.number(updates.clipNorm())));
    }
    if (updates.decayWeightsOnly()) {
      text.append(" Weight decay spares biases and normalization.");
    }
    if (!updates.rateRatios().isEmpty()) {
      text.append(
          Text.of(
              " The rate is multiplied by %s for as many groups of layers, from the input on.",
              updates.rateRatios().stream().map(Text::number).collect(Collectors.joining(", "))));
    }
    return text.toString();
  }

  /** The same, and how often the gradient was clipped where it could be. */
  static String sentences(UpdateSettings updates, double clippedShare) {
    String clipped =
        updates.clips()
            ? Text.of(" %s of the updates were clipped.", Text.percent(clippedShare))
            : "";
    return sentences(updates) + clipped;
  }
}
