import Cells

// Lists, and the close look at a service or workload.
extension Keymap {
  static let table: [KeyBinding] = [
    KeyBinding(.open, [.enter], label: "open", help: "Look closely at what the cursor is on"),
    KeyBinding(
      .filter, letters("/"), label: "filter",
      help: "Filter: part of a name, /regular expression/, label=value, ! for all others"),
    KeyBinding(.sortColumn, letters("s"), label: "sort", help: "Sort by the next column"),
    KeyBinding(.sortDirection, letters("S"), label: "sort", help: "Turn the order round"),
    KeyBinding(.moveLeft, [.left] + letters("h"), help: "Sort by the column to the left"),
    KeyBinding(.moveRight, [.right] + letters("l"), help: "Sort by the column to the right"),
    KeyBinding(.columns, letters("C"), label: "columns", help: "Choose the columns"),
    KeyBinding(.mark, [.space], label: "mark", help: "Mark or unmark the row"),
    KeyBinding(.markAll, letters("*"), help: "Mark all rows of the list, or none"),
    KeyBinding(.copy, letters("y"), label: "copy", help: "Copy the marked rows, or this one, to the clipboard"),
    KeyBinding(.actions, letters("a"), label: "actions", help: "List what can be done to the service"),
    KeyBinding(.weights, letters("w"), label: "weights", help: "Shift traffic between the versions of the service"),
    KeyBinding(.viewYAML, letters("Y"), label: "YAML", help: "Show the objects of the row as they are written"),
    KeyBinding(.focus, letters("o"), label: "graph", help: "Show it in the graph"),
    KeyBinding(.undo, letters("u"), label: "undo", help: "In the list of changes: undo it, after a preview"),
    KeyBinding(.back, [.escape] + letters("q"), label: "back", help: "Take the filter away, then go back"),
  ]

  static let columns: [KeyBinding] = [
    KeyBinding(.mark, [.space, .enter], label: "show or hide", help: "Show or hide the column"),
    KeyBinding(.reset, letters("x"), label: "reset", help: "Back to the columns that it began with"),
    KeyBinding(.back, [.escape] + letters("qC"), label: "done", help: "Back to the list"),
  ]

  static let detail: [KeyBinding] = [
    KeyBinding(.nextPane, [.tab, .right] + letters("l"), label: "part", help: "Go to the next part"),
    KeyBinding(.previousPane, [.backTab, .left] + letters("h"), help: "Go to the part before"),
    KeyBinding(.zoomIn, letters("+="), label: "time", help: "In charts and versions: a shorter time, in more detail"),
    KeyBinding(.zoomOut, letters("-"), label: "time", help: "In charts and versions: a longer time"),
    KeyBinding(.actions, letters("a"), label: "actions", help: "List what can be done to the service"),
    KeyBinding(.weights, letters("w"), label: "weights", help: "Shift traffic between the versions of the service"),
    KeyBinding(.viewYAML, letters("Y"), label: "YAML", help: "Show the objects of the service as they are written"),
    KeyBinding(.nextPod, letters("p"), label: "pod", help: "In the log: go to the next pod"),
    KeyBinding(
      .nextContainer, letters("c"), label: "container", help: "In the log: the application's container or istio-proxy"),
    KeyBinding(.copy, letters("y"), label: "copy", help: "Copy this part to the clipboard"),
    KeyBinding(.focus, letters("o"), label: "graph", help: "Show it in the graph"),
    KeyBinding(.back, [.escape] + letters("q"), label: "back", help: "Go back"),
  ]
}
