import Cells

// The screens about what can be done to a service. Letters open forms; nothing is written without a preview.
extension Keymap {
  static let actions: [KeyBinding] = [
    KeyBinding(.open, [.enter], label: "open", help: "Open what the cursor is on"),
    KeyBinding(.weights, letters("w"), help: "Traffic weights: shift traffic between the versions"),
    KeyBinding(.canary, letters("C"), help: "Canary: more and more requests to a version, and back if it does worse"),
    KeyBinding(.routing, letters("r"), help: "Request routing: the rules, in their order"),
    KeyBinding(.fault, letters("f"), help: "Fault injection: delay or abort requests, for a while"),
    KeyBinding(.timeout, letters("t"), help: "Timeout: how long a request may take"),
    KeyBinding(.retries, letters("e"), help: "Retries: how failed requests are tried again"),
    KeyBinding(.mirror, letters("m"), help: "Mirroring: copies of requests to another version"),
    KeyBinding(.policy, letters("p"), help: "Traffic policy: load balancing, limits, outlier detection, TLS"),
    KeyBinding(.gateway, letters("o"), help: "Publish the service on a host through a gateway"),
    KeyBinding(.site, letters("s"), help: "Front end at / and an API under a prefix, on one host"),
    KeyBinding(.redirect, letters("d"), help: "Redirect: send clients elsewhere"),
    KeyBinding(.rewrite, letters("i"), help: "Rewrite: change the address that the destination sees"),
    KeyBinding(.headers, letters("n"), help: "Headers: set, add and remove them on the way"),
    KeyBinding(.cors, letters("b"), help: "CORS: which pages of other origins may call the service"),
    KeyBinding(.answer, letters("a"), help: "Direct response: the proxies answer by themselves"),
    KeyBinding(.resetRouting, letters("x"), help: "Reset: remove a rule, a feature or all routing"),
    KeyBinding(.viewYAML, letters("y") + letters("Y"), help: "Show the objects as they are written"),
    KeyBinding(.history, letters("c"), help: "List the changes made so far"),
    KeyBinding(.messages, [], help: "Show the messages so far"),
    KeyBinding(.back, [.escape] + letters("q"), label: "back", help: "Go back to the graph"),
  ]

  static let form: [KeyBinding] = [
    KeyBinding(.moveUp, [.up], label: "field", help: "Go up a line"),
    KeyBinding(.moveDown, [.down], label: "field", help: "Go down a line"),
    KeyBinding(.nextPane, [.tab], label: "next", help: "Go to the next field or cell"),
    KeyBinding(.previousPane, [.backTab], help: "Go to the field or cell before"),
    KeyBinding(
      .decrease, [.left], label: "choose", help: "In a text: one letter back; in a choice: the value before",
      isFixed: true),
    KeyBinding(
      .increase, [.right], label: "choose", help: "In a text: one letter on; in a choice: the next value", isFixed: true
    ),
    KeyBinding(.open, [.enter], label: "on", help: "Go on: to the next line, add a row, or preview at the end"),
    KeyBinding(
      .preview, [.control("p"), .function(2)], label: "preview", help: "See what would be written; nothing is yet"),
    KeyBinding(.addRow, [.control("n")], label: "row", help: "Add a row after this one"),
    KeyBinding(.removeRow, [.control("x")], label: "row out", help: "Take the row out"),
    KeyBinding(.rowUp, [.shiftUp], help: "Move the row up"),
    KeyBinding(.rowDown, [.shiftDown], help: "Move the row down"),
    KeyBinding(.eraseLine, [.control("u")], help: "Empty the text before the cursor", isFixed: true),
    KeyBinding(.eraseWord, [.control("w")], help: "Take back the word before the cursor", isFixed: true),
    KeyBinding(.reset, [.control("g")], label: "reset", help: "Forget what you entered: back to what is in force"),
    KeyBinding(.help, [.function(1)] + letters("?"), label: "help", help: "Show the keys that work here"),
    KeyBinding(.back, [.escape], label: "back", help: "Leave the form; asks if something was entered"),
  ]

  static let rules: [KeyBinding] = [
    KeyBinding(.open, [.enter], label: "edit", help: "Edit the rule: its conditions and destinations"),
    KeyBinding(.insertBefore, letters("i"), label: "insert", help: "Insert a rule before this one"),
    KeyBinding(.insertAfter, letters("a"), label: "after", help: "Insert a rule after this one"),
    KeyBinding(.rowUp, [.shiftUp] + letters("K"), label: "move", help: "Move the rule up, after a preview"),
    KeyBinding(.rowDown, [.shiftDown] + letters("J"), label: "move", help: "Move the rule down, after a preview"),
    KeyBinding(.removeRule, letters("d") + [.delete], label: "remove", help: "Remove the rule, after a preview"),
    KeyBinding(.weights, letters("w"), label: "weights", help: "Set the weights of the service's rules"),
    KeyBinding(.back, [.escape] + letters("q"), label: "back", help: "Go back"),
  ]

  static let canary: [KeyBinding] = [
    KeyBinding(.apply, letters("y"), label: "yes", help: "Do what was asked about"),
    KeyBinding(.pauseCanary, letters("p") + [.space], label: "pause", help: "Stay at this step, or go on"),
    KeyBinding(.promote, letters("n"), label: "next", help: "Go on to the next step now, after a question"),
    KeyBinding(.promoteAll, letters("N"), label: "all", help: "Go on to the last step now, after a question"),
    KeyBinding(.abortCanary, letters("x"), label: "put back", help: "Put the old weights back now, after a question"),
    KeyBinding(
      .leaveCanary, letters("e"), label: "end", help: "End it with the weights as they are, after a question"),
    KeyBinding(.back, [.escape, .enter] + letters("q"), label: "back", help: "Go back; the canary goes on"),
  ]

  static let history: [KeyBinding] = [
    KeyBinding(
      .undo, letters("u"), label: "undo", help: "Undo the change, or make an undone one again, after a preview"),
    KeyBinding(.back, [.escape] + letters("q"), label: "back", help: "Close"),
  ]

  static let document: [KeyBinding] = [
    KeyBinding(.nextPane, [.tab], label: "object", help: "Go to the next object of the service"),
    KeyBinding(.previousPane, [.backTab], help: "Go to the object before"),
    KeyBinding(.findNext, letters("n"), label: "finding", help: "Go to the next line with a finding"),
    KeyBinding(.findPrevious, letters("N"), help: "Go to the line with a finding before"),
    KeyBinding(.copy, letters("y"), help: "Copy the object to the clipboard"),
    KeyBinding(.editObject, letters("e"), label: "edit", help: "Edit the object in $EDITOR, then preview it"),
    KeyBinding(.back, [.escape] + letters("q"), label: "back", help: "Close"),
  ]
}
