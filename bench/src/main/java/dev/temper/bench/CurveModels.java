package dev.temper.bench;

import dev.temper.torch.model.LayeredNetwork;
import dev.temper.torch.model.Model;
import dev.temper.torch.model.Models;
import java.util.List;

/** The networks of the labelled curves. */
final class CurveModels {

  private CurveModels() {}

  /**
   * A network by name.
   *
   * @param dropout in front of the last layer, or after each hidden one of an mlp; 0 for none
   */
  static Model named(String name, double dropout) {
    return switch (name) {
      case "linear" -> Models.mlp(List.of(), 0);
      case "mlp-32" -> Models.mlp(List.of(32L), dropout);
      case "mlp-50" -> Models.mlp(List.of(50L), dropout);
      case "mlp-64" -> Models.mlp(List.of(64L), dropout);
      case "mlp-64-64" -> Models.mlp(List.of(64L, 64L), dropout);
      case "mlp" -> Models.mlp(List.of(128L, 128L), dropout);
      case "mlp-256" -> Models.mlp(List.of(256L, 256L), dropout);
      case "mlp-bn" ->
          Model.of(
              name,
              (shape, classes, generator) ->
                  LayeredNetwork.builder(shape, generator)
                      .linear(96)
                      .batchNorm()
                      .relu()
                      .linear(96)
                      .batchNorm()
                      .relu()
                      .dropout(dropout)
                      .linear(classes)
                      .build());
      case "tanh-deep" ->
          Model.of(
              name,
              (shape, classes, generator) -> {
                LayeredNetwork.Builder builder = LayeredNetwork.builder(shape, generator);
                for (int layer = 0; layer < 4; layer++) {
                  builder.linear(64).tanh();
                }
                return builder.dropout(dropout).linear(classes).build();
              });
      case "cnn-small" ->
          Model.of(
              name,
              (shape, classes, generator) ->
                  LayeredNetwork.builder(shape, generator)
                      .convolution(12, 3, 1, true)
                      .relu()
                      .maxPool()
                      .convolution(24, 3, 1, true)
                      .relu()
                      .maxPool()
                      .dropout(dropout)
                      .linear(classes)
                      .build());
      case "lenet-small" ->
          Model.of(
              name,
              (shape, classes, generator) ->
                  LayeredNetwork.builder(shape, generator)
                      .convolution(6, 5, 0, true)
                      .maxPool()
                      .convolution(12, 5, 0, true)
                      .maxPool()
                      .linear(64)
                      .relu()
                      .dropout(dropout)
                      .linear(classes)
                      .build());
      case "relu-narrow" ->
          Model.of(
              name,
              (shape, classes, generator) -> {
                LayeredNetwork.Builder builder = LayeredNetwork.builder(shape, generator);
                for (int layer = 0; layer < 5; layer++) {
                  builder.linear(20).relu();
                }
                return builder.dropout(dropout).linear(classes).build();
              });
      case "tanh-wide" ->
          Model.of(
              name,
              (shape, classes, generator) ->
                  LayeredNetwork.builder(shape, generator)
                      .linear(300)
                      .tanh()
                      .dropout(dropout)
                      .linear(classes)
                      .build());
      case "bn-once" ->
          Model.of(
              name,
              (shape, classes, generator) ->
                  LayeredNetwork.builder(shape, generator)
                      .linear(48)
                      .relu()
                      .linear(48)
                      .batchNorm()
                      .relu()
                      .dropout(dropout)
                      .linear(classes)
                      .build());
      case "conv-average" ->
          Model.of(
              name,
              (shape, classes, generator) ->
                  LayeredNetwork.builder(shape, generator)
                      .convolution(10, 3, 1, false)
                      .batchNorm()
                      .relu()
                      .maxPool()
                      .convolution(20, 3, 1, false)
                      .batchNorm()
                      .relu()
                      .globalAveragePool()
                      .dropout(dropout)
                      .linear(classes)
                      .build());
      case "conv-tanh" ->
          Model.of(
              name,
              (shape, classes, generator) ->
                  LayeredNetwork.builder(shape, generator)
                      .convolution(8, 3, 1, true)
                      .tanh()
                      .maxPool()
                      .convolution(8, 3, 1, true)
                      .tanh()
                      .maxPool()
                      .linear(32)
                      .tanh()
                      .dropout(dropout)
                      .linear(classes)
                      .build());
      case "conv-bn" ->
          Model.of(
              name,
              (shape, classes, generator) ->
                  LayeredNetwork.builder(shape, generator)
                      .convolution(6, 3, 1, false)
                      .batchNorm()
                      .relu()
                      .maxPool()
                      .convolution(6, 3, 1, false)
                      .batchNorm()
                      .relu()
                      .dropout(dropout)
                      .linear(classes)
                      .build());
      case "conv-flat" ->
          Model.of(
              name,
              (shape, classes, generator) ->
                  LayeredNetwork.builder(shape, generator)
                      .convolution(6, 5, 0, true)
                      .relu()
                      .convolution(6, 3, 0, true)
                      .relu()
                      .dropout(dropout)
                      .linear(classes)
                      .build());
      default -> throw new IllegalArgumentException("There is no model '" + name + "'.");
    };
  }
}
