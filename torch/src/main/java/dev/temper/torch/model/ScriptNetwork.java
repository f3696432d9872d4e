package dev.temper.torch.model;

import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The network of a TorchScript module.
 *
 * <p>Its code is interpreted as it stands: the library's optimizer would change what an update
 * computes after the first two, so that one that is made again after a restore would differ.
 */
final class ScriptNetwork implements Network {

  private final String name;
  private final JitModule module;
  private final JitModule original;
  private final boolean locked;
  private final ScriptTensors tensors;
  private boolean training;
  private @Nullable Generator generator;
  private @Nullable ScriptRewrite rewrite;

  /**
   * A network.
   *
   * @param module which it owns, and whose code it changes
   * @param original the same as it was in the file; only read
   * @param locked whether it draws from the library's own generator
   * @throws IllegalArgumentException see {@link ScriptTensors}
   */
  ScriptNetwork(String name, JitModule module, JitModule original, boolean locked) {
    this.name = name;
    this.module = Initial.kept(module);
    this.original = original;
    this.locked = locked;
    try (PointerScope scope = new PointerScope()) {
      tensors = new ScriptTensors(name, module);
      module.eval();
    }
  }

  @Override
  public List<Tensor> parameters() {
    return tensors.parameters();
  }

  @Override
  public List<Tensor> buffers() {
    return tensors.buffers();
  }

  @Override
  public List<Tensor> counters() {
    return tensors.counters();
  }

  @Override
  public List<Tensor> constants() {
    return tensors.constants();
  }

  @Override
  public List<List<Tensor>> layers() {
    return tensors.layers();
  }

  /** What does the same in training as in evaluation; known after the first pass. */
  Set<String> off() {
    return rewrite == null ? Set.of() : rewrite.off();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the passes of one network have different generators
   */
  @Override
  public Tensor forward(Tensor input, Pass pass) {
    ScriptRewrite code = rewritten(pass.generator());
    Generator random = pass.generator().get();
    if (pass.training() != training) {
      training = pass.training();
      module.train(training);
    }
    if (training || !(locked || code.drawing())) {
      return run(input, random);
    }
    // What does not switch itself off in evaluation must not disturb the training.
    return DefaultGenerator.leavingNoTrace(random, () -> run(input, random));
  }

  private ScriptRewrite rewritten(GeneratorOptional argument) {
    ScriptRewrite known = rewrite;
    Generator own = generator;
    if (known != null && own != null) {
      if (!own.equals(argument.get())) {
        throw new IllegalStateException(
            "A TorchScript network draws from one generator, that of its first pass.");
      }
      return known;
    }
    try (PointerScope scope = new PointerScope()) {
      generator = Initial.kept(new Generator(argument.get()));
      known = ScriptRewrite.of(name, module, generator);
      rewrite = known;
      return known;
    }
  }

  private Tensor run(Tensor input, Generator random) {
    boolean optimizes = torch.getGraphExecutorOptimize();
    torch.setGraphExecutorOptimize(false);
    try {
      return locked ? DefaultGenerator.drawingFrom(random, () -> scores(input)) : scores(input);
    } finally {
      torch.setGraphExecutorOptimize(optimizes);
    }
  }

  private Tensor scores(Tensor input) {
    IValue result;
    try {
      result = module.forward(new IValueVector(new IValue(input)));
    } catch (RuntimeException e) {
      throw new IllegalStateException(ScriptError.line(e), e);
    }
    if (!result.isTensor()) {
      throw new IllegalStateException(
          "its forward gives a "
              + result.tagKind().getString()
              + "; one tensor of scores is needed");
    }
    return result.toTensor();
  }

  @Override
  public JitModule export(Tensor mean, Tensor scale) {
    try (PointerScope scope = new PointerScope()) {
      JitModule copy = original.deepcopy();
      ScriptTensors.copy(module, copy);
      return Initial.kept(NormalizedModule.of(copy, mean, scale));
    }
  }

  @Override
  public void close() {
    tensors.close();
    if (generator != null) {
      generator.close();
    }
    module.close();
  }
}
