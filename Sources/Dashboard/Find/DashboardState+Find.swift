import Cells
import Settings
import Texts

extension DashboardState {
  // MARK: Find

  mutating func typeInFind(_ key: Key) -> [DashboardEffect] {
    guard var find = graph.find else { return [] }
    switch key {
    case .escape:
      graph.find = nil
      return []
    case .backspace where find.text.isEmpty:
      graph.find = nil
      return []
    case .enter:
      look(for: find.text)
      return []
    default: break
    }
    guard find.take(key) else { return leavePrompt(key) }
    graph.find = find
    goToHit()
    return []
  }

  /// What a key does that is none of a line to type into, such as quitting.
  private mutating func leavePrompt(_ key: Key) -> [DashboardEffect] {
    guard case .control = key else { return [] }
    return keymap.action(for: key, in: .global).map { perform($0) } ?? []
  }

  /// Goes to the nearest hit unless the cursor is on one.
  mutating func goToHit() {
    let hits = graph.hits
    switch graph.selection {
    case .card(let card)? where hits.cards.contains(card): return
    case .link(let link, _)? where hits.links.contains(link): return
    default: findNext(forward: true)
    }
  }

  /// Ends typing: what was found stays marked, and a text that is no good stays in the prompt with what is wrong.
  mutating func look(for text: String) {
    var find = FindState(text)
    if let problem = find.search.problem {
      graph.find = find
      tell(.warning, tr("Not searched: \(problem.text)."), topic: "find")
      return
    }
    find.isTyping = false
    graph.find = find.search.isUsable ? find : nil
    guard find.search.isUsable else { return }
    if graph.hits.isEmpty {
      graph.find = nil
      tell(
        .warning,
        find.search.isExpression
          ? tr("Nothing in the picture fits “\(text)” now.") : tr("No card has “\(text)” in its name."), topic: "find")
      return
    }
    dismiss(topic: "find")
    goToHit()
  }

  // MARK: Hide

  /// Shows what is hidden, or asks what to hide; the last text is offered again.
  mutating func toggleHiding() {
    if graph.hide != nil {
      hide(by: "")
    } else {
      graph.hidePrompt = FindState(graph.lastHide)
    }
  }

  mutating func typeInHide(_ key: Key) -> [DashboardEffect] {
    guard var prompt = graph.hidePrompt else { return [] }
    switch key {
    case .escape:
      graph.hidePrompt = nil
      return []
    case .backspace where prompt.text.isEmpty:
      graph.hidePrompt = nil
      return []
    case .enter:
      graph.hidePrompt = nil
      hide(by: prompt.text)
      return []
    default: break
    }
    guard prompt.take(key) else { return leavePrompt(key) }
    graph.hidePrompt = prompt
    return []
  }

  /// Hides what a text asks for from now on; an empty one shows it again.
  mutating func hide(by text: String) {
    let search = GraphSearch(text)
    if let problem = search.problem {
      graph.hidePrompt = FindState(text)
      tell(.warning, tr("Nothing hidden: \(problem.text)."), topic: "find")
      return
    }
    let before = graph.hide
    graph.hide = search.isUsable ? search : nil
    if search.isUsable { graph.lastHide = text }
    guard graph.hide != before else { return }
    relayout(isOtherSight: true)
    if graph.hide == nil {
      tell(.info, tr("Nothing is hidden any more."), topic: "find")
    } else if graph.sight.hidden.isZero {
      tell(.info, tr("Nothing to hide by “\(text)” now: what fits later will be."), topic: "find")
    } else {
      dismiss(topic: "find")
    }
  }

  mutating func toggleOnlyUnhealthy() {
    graph.isOnlyUnhealthy.toggle()
    relayout(isOtherSight: true)
  }

  // MARK: Jump

  mutating func startJump() {
    let cards = graph.cardsInSight(pane: panes.main.size)
    guard !cards.isEmpty else {
      tell(.info, tr("There is no card to go to."), topic: "find")
      return
    }
    graph.jump = JumpState(cards)
  }

  /// Takes a letter; any key that leads to no card ends it, and does nothing else.
  mutating func jump(by key: Key) -> [DashboardEffect] {
    guard var jump = graph.jump else { return [] }
    graph.jump = nil
    switch key {
    case .character(let character):
      let letter = Character(character.lowercased())
      guard jump.goesOn(with: letter) else { return [] }
      jump.typed.append(letter)
      if let card = jump.chosen {
        graph.select(.card(card), pane: panes.main.size)
      } else {
        graph.jump = jump
      }
    case .backspace where !jump.typed.isEmpty:
      jump.typed.removeLast()
      graph.jump = jump
    default: return leavePrompt(key)
    }
    return []
  }
}
