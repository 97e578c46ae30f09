/// What a key can ask for. The raw value is its name in configuration files.
public enum Action: String, CaseIterable, Sendable {
  // Anywhere.
  case back, quit, help, messages, refreshNow, repaint, suspend
  /// The list of themes; the next hint of the tour.
  case themes, tour
  case moveLeft, moveDown, moveUp, moveRight
  case nextPane, previousPane
  case first, last, pageUp, pageDown, halfPageUp, halfPageDown
  /// Details of what is selected, or whatever has the focus.
  case open

  /// The main screens; `proxies`, `history` and `messages` are among them.
  case overview, graph, services, workloads, config
  /// The line for commands and names.
  case palette
  /// Back and forward through the screens that were visited.
  case placeBefore, placeAfter

  // Lists.
  case filter, sortColumn, sortDirection, columns, mark, markAll, copy

  // A service or workload, closely.
  case nextPod, nextContainer
  /// Looking back through what is kept.
  case stepBack, stepForward, jumpBack, jumpForward

  // The graph.
  case panLeft, panDown, panUp, panRight
  case weights, undo, proxies
  case find, findNext, findPrevious
  /// What the picture leaves out, and the letters that lead to a card.
  case hide, onlyUnhealthy, jump
  case freeze, cycleLabels, cycleGraphType, toggleIdle, relayout
  case widerWindow, narrowerWindow, slowerPoll, fasterPoll
  /// How much of the mesh the picture shows.
  case zoomIn, zoomOut, focus, moreHops, fewerHops
  case toggleList, sortList, toggleMinimap
  /// Another cluster, or other namespaces of this one.
  case contexts, namespaces

  // The weights of a service.
  case decrease, increase, decreaseMore, increaseMore
  case enterDigit, eraseDigit
  case lock, equalise, giveAll, reset
  case nextRoute, previousRoute
  case giveBack, guardShift
  case preview

  // A canary.
  case canary
  case pauseCanary, promote, promoteAll, abortCanary, leaveCanary

  // What can be done to a service.
  case actions, routing, fault, timeout, retries, mirror, policy, gateway, site, redirect, rewrite, headers, cors
  case answer, resetRouting
  case viewYAML, history

  // A form.
  case addRow, removeRow, rowUp, rowDown, eraseLine, eraseWord

  // The rules of a service.
  case insertBefore, insertAfter, removeRule

  // An object as it is written.
  case editObject

  // A change about to be written.
  case apply
}
