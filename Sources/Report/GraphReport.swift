/// The graph of one snapshot for people (`text`), programs (`json`) and Graphviz (`dot`).
public enum GraphReport {}
