package dev.temper.report;

import com.fasterxml.jackson.databind.node.TextNode;

/** Values as they are written in YAML, Java and Python. */
final class Literal {

  private Literal() {}

  /** A number that reads back as the same in all three: {@code 0.0135}, {@code 1e-4}, {@code 2}. */
  static String number(double value) {
    String text = Double.toString(value);
    return text.replaceAll("\\.0(?=E|$)", "").replace('E', 'e');
  }

  /** A text in double quotes, as Java and Python read it. */
  static String quoted(String text) {
    return new TextNode(text).toString();
  }

  /** A text as YAML reads it back, quoted where it has characters that may mean something. */
  static String scalar(String text) {
    return text.matches("[A-Za-z0-9_./][A-Za-z0-9_./-]*")
        ? text
        : "'" + text.replace("'", "''") + "'";
  }

  /** A text that may stand in a comment that ends with its line. */
  static String comment(String text) {
    return text.replaceAll("\\R", " ");
  }
}
