package dev.temper.torch.model;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Block;
import org.bytedeco.pytorch.BlockArrayRef;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.Function;
import org.bytedeco.pytorch.FunctionVector;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Graph;
import org.bytedeco.pytorch.GraphFunction;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueOptional;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.JitNode;
import org.bytedeco.pytorch.QualifiedNameOptional;
import org.bytedeco.pytorch.Self;
import org.bytedeco.pytorch.Symbol;
import org.bytedeco.pytorch.Value;
import org.bytedeco.pytorch.ValueVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Changes the code of a loaded TorchScript module so that a session can train it.
 *
 * <ul>
 *   <li>Dropout draws from the session's generator; the library's own draws from one that all
 *       sessions of the process share.
 *   <li>{@code view} becomes {@code reshape}: the same where {@code view} works, and a copy where
 *       it would fail since images lie channels-last.
 *   <li>A tensor that a pass stores in an attribute is copied into the one that is there, which a
 *       snapshot knows.
 * </ul>
 *
 * <p>To be done before the first pass: what has run is compiled.
 */
final class ScriptRewrite {

  /** Each takes the place of the operation of its name; the last argument is put behind. */
  private static final String REPLACEMENTS =
      """
      def dropout(x, p: float, train: bool, generator: Generator):
        if train and p > 0:
          kept = 1 - p
          mask = torch.empty_like(torch.detach(x)).bernoulli_(kept, generator=generator)
          if kept > 0:
            mask = mask.div_(kept)
          x = torch.mul(x, mask)
        return x

      def dropout_(x, p: float, train: bool, generator: Generator):
        if train and p > 0:
          kept = 1 - p
          mask = torch.empty_like(torch.detach(x)).bernoulli_(kept, generator=generator)
          if kept > 0:
            mask = mask.div_(kept)
          x = x.mul_(mask)
        return x

      def feature_dropout(x, p: float, train: bool, generator: Generator):
        if train and p > 0:
          kept = 1 - p
          shape = [x.size(0), x.size(1)]
          for i in range(x.dim() - 2):
            shape.append(1)
          mask = torch.detach(x).new_empty(shape).bernoulli_(kept, generator=generator)
          if kept > 0:
            mask = mask.div_(kept)
          x = torch.mul(x, mask)
        return x

      def assign(attribute, x):
        return attribute.copy_(torch.detach(x))
      """;

  private static final String ATEN = "aten::";
  private static final Set<String> DROPOUTS =
      Set.of("aten::dropout", "aten::dropout_", "aten::feature_dropout");

  private static final String TENSOR = "Tensor";
  private static final Pattern SET = Pattern.compile("prim::SetAttr\\[name=\"([^\"]*)\"]");

  /** Compiled once: the library keeps what it has compiled. */
  private static final CompilationUnit COMPILED = new CompilationUnit();

  static {
    COMPILED.define(
        new QualifiedNameOptional(),
        REPLACEMENTS,
        torch.nativeResolver(),
        new Self((Pointer) null));
    COMPILED.retainReference();
  }

  private final String name;
  private final Generator generator;
  private final Set<String> off = new TreeSet<>();
  private boolean drawing;

  private ScriptRewrite(String name, Generator generator) {
    this.name = name;
    this.generator = generator;
  }

  /**
   * Rewrites a module that has not run.
   *
   * @param name of the network, for messages
   * @param generator what its dropout will draw from
   * @throws IllegalArgumentException if it cannot be trained as others are; one line
   */
  static ScriptRewrite of(String name, JitModule module, Generator generator) {
    ScriptRewrite rewrite = new ScriptRewrite(name, generator);
    FunctionVector functions = module._ivalue().compilation_unit().get_functions();
    for (long i = 0; i < functions.size(); i++) {
      Function function = functions.get(i);
      function.ensure_defined();
      rewrite.block(new GraphFunction((Pointer) function).graph().block());
    }
    return rewrite;
  }

  /** Whether the module has dropout. */
  boolean drawing() {
    return drawing;
  }

  /** What does the same in training as in evaluation, by a constant of the code. */
  Set<String> off() {
    return Collections.unmodifiableSet(off);
  }

  private void block(Block block) {
    JitNode end = block.return_node();
    JitNode node = block.param_node().next();
    while (!node.equals(end)) {
      JitNode next = node.next();
      BlockArrayRef inner = node.blocks();
      for (long i = 0; i < inner.size(); i++) {
        block(inner.at(i));
      }
      node(node);
      node = next;
    }
  }

  private void node(JitNode node) {
    String kind = node.kind().toQualString().getString();
    if (DROPOUTS.contains(kind)) {
      requireSwitched(node.input(2), "dropout");
      Graph graph = node.owningGraph();
      graph.setInsertPoint(node);
      ValueVector arguments = new ValueVector(node.input(0), node.input(1), node.input(2));
      arguments.push_back(graph.insertConstant(new IValue(generator)));
      replace(node, kind.substring(ATEN.length()), arguments);
      drawing = true;
    } else if (kind.equals("aten::batch_norm") && !node.input(3).mustBeNone()) {
      requireSwitched(node.input(5), "BatchNorm");
    } else if (kind.equals("aten::view") && isOf(node.input(1), "int[]")) {
      node.replaceWithNewSymbol(Symbol.aten("reshape"));
      node.destroy();
    } else if (kind.equals("prim::SetAttr")) {
      assign(node);
    }
  }

  /** Notes what is fixed in evaluation; what is fixed in training cannot be measured. */
  private void requireSwitched(Value training, String what) {
    IValueOptional constant = torch.toIValue(training);
    if (!constant.has_value() || !constant.get().isBool()) {
      return;
    }
    if (constant.get().toBool()) {
      throw new IllegalArgumentException(
          "The network '"
              + name
              + "' has "
              + what
              + " that stays on in evaluation. Maybe it was traced while it trained, or says"
              + " training=True: torch.jit.script keeps both ways.");
    }
    off.add(what);
  }

  private void assign(JitNode node) {
    Graph graph = node.owningGraph();
    Value value = node.input(1);
    if (!isOf(value, TENSOR)) {
      throw new IllegalArgumentException(
          "The network '"
              + name
              + "' changes its attribute '"
              + String.join("', '", attributesSetIn(graph))
              + "' in a pass, which is no tensor, so that no snapshot would hold it. Maybe make it a"
              + " buffer.");
    }
    graph.setInsertPoint(node);
    // Attributes are copied as a whole: the name alone is read by the binding from freed memory.
    JitNode get = graph.create(Symbol.prim("GetAttr"), new ValueVector(node.input(0)), 1);
    Value present = graph.insertNode(get.copyAttributes(node)).output();
    present.setType(value.type());
    torch.insertGraph(graph, replacement("assign"), new ValueVector(present, value));
    node.destroy();
  }

  private static Set<String> attributesSetIn(Graph graph) {
    Set<String> names = new TreeSet<>();
    Matcher set = SET.matcher(graph.toString());
    while (set.find()) {
      names.add(set.group(1));
    }
    return names;
  }

  private static boolean isOf(Value value, String type) {
    return value.type().get().str().getString().equals(type);
  }

  private static void replace(JitNode node, String operation, ValueVector arguments) {
    Graph graph = node.owningGraph();
    graph.setInsertPoint(node);
    ValueVector results = torch.insertGraph(graph, replacement(operation), arguments);
    node.output().replaceAllUsesWith(results.get(0));
    node.destroy();
  }

  private static Graph replacement(String operation) {
    FunctionVector functions = COMPILED.get_functions();
    for (long i = 0; i < functions.size(); i++) {
      Function function = functions.get(i);
      if (function.name().getString().equals(operation)) {
        return new GraphFunction((Pointer) function).graph();
      }
    }
    throw new IllegalStateException("There is no replacement for '" + operation + "'.");
  }
}
