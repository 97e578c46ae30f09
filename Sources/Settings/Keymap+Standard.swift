import Cells

// Rules behind the choice: nothing that writes to the mesh is on a bare letter outside of a form; Ctrl with d, u, h, j,
// k, l is left to what shells, vi and tmux use it for; arrows and hjkl go together wherever letters are free.
extension Keymap {
  static let standardTables: [KeyContext: [KeyBinding]] = [
    .graph: graph, .weights: weights, .actions: actions, .form: form, .rules: rules, .preview: preview,
    .afterwards: afterwards, .canary: canary, .history: history, .document: document, .proxies: proxies,
    .themes: themes, .list: list, .table: table, .columns: columns, .detail: detail, .global: global,
  ]

  static func letters(_ text: String) -> [Key] { text.map { .character($0) } }

  private static let graph: [KeyBinding] = [
    KeyBinding(.moveLeft, [.left] + letters("h"), label: "move", help: "Select the card to the left: who calls"),
    KeyBinding(.moveDown, [.down] + letters("j"), label: "move", help: "Select the card below"),
    KeyBinding(.moveUp, [.up] + letters("k"), label: "move", help: "Select the card above"),
    KeyBinding(.moveRight, [.right] + letters("l"), label: "move", help: "Select the card to the right: who is called"),
    KeyBinding(.open, [.enter], label: "details", help: "Show more or less about what is selected"),
    KeyBinding(.weights, letters("w"), label: "weights", help: "Shift traffic between the versions of the service"),
    KeyBinding(.undo, letters("u"), label: "undo", help: "Put back what the newest change replaced, after a preview"),
    KeyBinding(
      .actions, letters("a"), label: "actions", help: "List what can be done to the service, and what is in force"),
    KeyBinding(.fault, letters("f"), label: "fault", help: "Delay or abort requests to the service, for a while"),
    KeyBinding(.timeout, letters("t"), label: "timeout", help: "Limit how long a request to the service may take"),
    KeyBinding(
      .routing, letters("r"), label: "routing", help: "Show and edit the rules of the service, in their order"),
    KeyBinding(
      .policy, letters("p"), label: "policy",
      help: "Set load balancing, limits, outlier detection and TLS of the service"),
    KeyBinding(
      .canary, letters("C"), label: "canary", help: "Show the canary that runs, or start one for the service"),
    KeyBinding(.history, letters("c7"), label: "changes", help: "List the changes made so far, to look at or to undo"),
    KeyBinding(.viewYAML, letters("Y"), help: "Show the objects of the service as they are written"),
    KeyBinding(
      .find, letters("/"), label: "find",
      help: "Find cards and edges: part of a name, or an expression such as rps > 10"),
    KeyBinding(.findNext, letters("n"), help: "Go to the next match"),
    KeyBinding(.findPrevious, letters("N"), help: "Go to the previous match"),
    KeyBinding(
      .hide, letters("\\"), label: "hide", help: "Hide cards and edges by a name or an expression, or show them again"),
    KeyBinding(.onlyUnhealthy, letters("!"), label: "unhealthy", help: "Show only what is unhealthy, or all again"),
    KeyBinding(.jump, letters(";"), label: "jump", help: "Put letters on the cards; typing them selects one"),
    KeyBinding(.nextPane, [.tab], label: "edges", help: "Select the next edge of the card"),
    KeyBinding(.previousPane, [.backTab], help: "Select the previous edge of the card"),
    KeyBinding(.proxies, letters("P6"), label: "proxies", help: "List the proxies, to look closely at one"),
    KeyBinding(.freeze, [.space], label: "freeze", help: "Hold the picture while data goes on coming in"),
    KeyBinding(.cycleLabels, letters("e"), label: "labels", help: "Change what the edges show"),
    KeyBinding(
      .cycleGraphType, letters("v"), label: "view",
      help: "Change what a card stands for: version, app, workload, service"),
    KeyBinding(.zoomIn, letters("z"), label: "closer", help: "Show less of the mesh, larger"),
    KeyBinding(.zoomOut, letters("Z"), label: "wider", help: "Show more of the mesh: all cards, namespaces, a list"),
    KeyBinding(.focus, letters("o"), label: "only", help: "Show only the card and its neighbours, or all again"),
    KeyBinding(.moreHops, letters("]"), help: "Show neighbours one call further away"),
    KeyBinding(.fewerHops, letters("["), help: "Show neighbours one call less far away"),
    KeyBinding(.toggleList, letters("s"), label: "list", help: "List all services, or draw them again"),
    KeyBinding(.sortList, letters("S"), help: "Order the list by trouble, by rate or by name"),
    KeyBinding(.toggleMinimap, letters("M"), help: "Show or hide the small picture of the whole"),
    KeyBinding(
      .contexts, letters("X"), help: "Choose another cluster from the kubeconfig's contexts"),
    KeyBinding(.namespaces, [.control("n")], help: "Choose which namespaces to look at"),
    KeyBinding(.widerWindow, letters("+="), label: "window", help: "Compute rates over a longer window"),
    KeyBinding(.narrowerWindow, letters("-"), label: "window", help: "Compute rates over a shorter window"),
    KeyBinding(.fasterPoll, letters("<"), label: "speed", help: "Ask the proxies more often"),
    KeyBinding(.slowerPoll, letters(">"), label: "speed", help: "Ask the proxies less often"),
    KeyBinding(.toggleIdle, letters("i"), help: "Show or hide what has no traffic"),
    KeyBinding(.relayout, letters("R"), help: "Lay the graph out anew"),
    KeyBinding(.panLeft, [.shiftLeft] + letters("H"), help: "Move the picture: more of the left"),
    KeyBinding(.panDown, [.shiftDown] + letters("J"), help: "Move the picture: more of the bottom"),
    KeyBinding(.panUp, [.shiftUp] + letters("K"), help: "Move the picture: more of the top"),
    KeyBinding(.panRight, [.shiftRight] + letters("L"), help: "Move the picture: more of the right"),
    KeyBinding(.quit, letters("q") + [.control("c")], label: "quit", help: "Quit"),
  ]

  private static let weights: [KeyBinding] = [
    KeyBinding(.decrease, [.left], label: "1", help: "One percent less for the version"),
    KeyBinding(.increase, [.right], label: "1", help: "One percent more for the version"),
    KeyBinding(.decreaseMore, [.shiftLeft] + letters("H"), label: "10", help: "Ten percent less"),
    KeyBinding(.increaseMore, [.shiftRight] + letters("L"), label: "10", help: "Ten percent more"),
    KeyBinding(.enterDigit, letters("0123456789"), label: "type", help: "Type the weight", isFixed: true),
    KeyBinding(.eraseDigit, [.backspace], help: "Take back the last digit", isFixed: true),
    KeyBinding(.lock, letters("l"), label: "lock", help: "Hold the version's weight while others change"),
    KeyBinding(.equalise, letters("="), label: "even", help: "Give every version the same"),
    KeyBinding(.giveAll, letters("a"), label: "all", help: "Give the version everything"),
    KeyBinding(
      .giveBack, letters("b"), label: "former", help: "Take the weights from before the last shift, all at once"),
    KeyBinding(
      .guardShift, letters("g"), label: "guard",
      help: "Watch the shift for some minutes after it, and put the old weights back if the version does worse"),
    KeyBinding(.canary, letters("cC"), label: "canary", help: "Plan a canary of the version: step by step, guarded"),
    KeyBinding(.reset, letters("x"), label: "reset", help: "Forget what you entered: back to what is live"),
    KeyBinding(.nextRoute, [.tab], label: "route", help: "Go to the next route of the service"),
    KeyBinding(.previousRoute, [.backTab], help: "Go to the previous route"),
    KeyBinding(.preview, [.enter], label: "preview", help: "See what would be written; nothing is yet"),
    KeyBinding(.back, [.escape] + letters("q"), label: "back", help: "Leave the form"),
  ]

  private static let preview: [KeyBinding] = [
    KeyBinding(.apply, letters("y"), label: "apply", help: "Write the change"),
    KeyBinding(.moveLeft, [.left] + letters("h"), help: "Go to the button to the left"),
    KeyBinding(.moveRight, [.right] + letters("l"), help: "Go to the button to the right"),
    KeyBinding(.moveUp, [.up] + letters("k"), label: "scroll", help: "Show more of what is above"),
    KeyBinding(.moveDown, [.down] + letters("j"), label: "scroll", help: "Show more of what is below"),
    KeyBinding(.nextPane, [.tab], label: "button", help: "Go to the next button"),
    KeyBinding(.previousPane, [.backTab], help: "Go to the previous button"),
    KeyBinding(.open, [.enter], label: "press", help: "Press the button"),
    KeyBinding(.back, [.escape] + letters("q"), label: "back", help: "Go back without writing"),
  ]

  private static let afterwards: [KeyBinding] = [
    KeyBinding(.undo, letters("u"), label: "undo", help: "Put back what the change replaced, after a preview"),
    KeyBinding(
      .back, [.escape, .enter] + letters("q"), label: "graph", help: "Go to the graph; a change under way goes on"),
  ]

  private static let proxies: [KeyBinding] = [
    KeyBinding(.nextPane, [.tab], label: "next", help: "Go to the next proxy"),
    KeyBinding(.previousPane, [.backTab], help: "Go to the previous proxy"),
    KeyBinding(.back, [.escape] + letters("q"), label: "back", help: "Go back: to the list, then to the graph"),
  ]

  private static let themes: [KeyBinding] = [
    KeyBinding(.open, [.enter], label: "keep", help: "Keep the theme: write it into the settings"),
    KeyBinding(.back, [.escape] + letters("q"), label: "as before", help: "Go back to the theme from before"),
  ]

  private static let list: [KeyBinding] = [
    KeyBinding(.back, [.escape] + letters("q"), label: "back", help: "Close")
  ]

  private static let global: [KeyBinding] = [
    KeyBinding(.moveDown, [.down] + letters("j"), help: "Go down"),
    KeyBinding(.moveUp, [.up] + letters("k"), help: "Go up"),
    KeyBinding(.pageDown, [.pageDown], help: "Go down a page"),
    KeyBinding(.pageUp, [.pageUp], help: "Go up a page"),
    KeyBinding(.halfPageDown, [.control("d")], help: "Go down half a page"),
    KeyBinding(.halfPageUp, [.control("u")], help: "Go up half a page"),
    KeyBinding(.first, letters("g") + [.home], help: "Go to the first"),
    KeyBinding(.last, letters("G") + [.end], help: "Go to the last"),
    KeyBinding(.overview, letters("1"), help: "Overview: the namespaces"),
    KeyBinding(.graph, letters("2"), help: "Graph"),
    KeyBinding(.services, letters("3"), help: "Services"),
    KeyBinding(.workloads, letters("4"), help: "Workloads"),
    KeyBinding(.config, letters("5"), help: "Configuration: Istio's objects and what is wrong with them"),
    KeyBinding(.proxies, letters("6"), help: "Proxies"),
    KeyBinding(.history, letters("7"), help: "The changes made so far"),
    KeyBinding(.messages, letters("m8"), help: "Messages: what was told so far"),
    KeyBinding(.palette, letters(":"), help: "Go to a screen, namespace, service or workload, or give a command"),
    KeyBinding(.placeBefore, letters(","), help: "Go to the screen that was shown before"),
    KeyBinding(.placeAfter, letters("."), help: "Go forward again"),
    KeyBinding(.stepBack, letters("{"), label: "look", help: "Go back to the look at the mesh before, and hold it"),
    KeyBinding(.stepForward, letters("}"), label: "look", help: "Go on to the next look at the mesh"),
    KeyBinding(.jumpBack, letters("("), label: "1 min", help: "Go back by a minute"),
    KeyBinding(.jumpForward, letters(")"), label: "1 min", help: "Go on by a minute"),
    KeyBinding(.themes, letters("T"), help: "Choose a theme; each is shown as the cursor reaches it"),
    KeyBinding(.tour, [.function(3)], help: "Show the next hint of the tour"),
    KeyBinding(.help, letters("?") + [.function(1)], label: "help", help: "Show the keys that work here"),
    KeyBinding(.back, [.escape], help: "Go one step back"),
    KeyBinding(.refreshNow, [.control("r")], help: "Ask the proxies now"),
    KeyBinding(.repaint, [.control("l")], help: "Paint the screen anew"),
    KeyBinding(.suspend, [.control("z")], help: "Suspend; `fg` comes back"),
    KeyBinding(.quit, [.control("c")], help: "Quit"),
  ]
}
