import Cells
import Documents
import Settings
import Texts
import TrafficConfig

extension DashboardState {
  mutating func openDocuments() {
    if frontTable == .config, let id = selectedRow(.config), let reference = object(named: id) {
      screens.append(.document(DocumentScreen(alone: reference)))
      return
    }
    guard let service = targetService else { return }
    if documents(of: DocumentScreen(service: service)).isEmpty {
      tell(.info, tr("\(service) has no VirtualService, DestinationRule or Gateway."))
      return
    }
    screens.append(.document(DocumentScreen(service: service)))
  }

  /// The references of a service's objects: on the mesh, on gateways, its rule, and the gateways themselves.
  func documents(of screen: DocumentScreen) -> [ObjectReference] {
    if let alone = screen.alone {
      return live?.configuration.document(of: alone) == nil ? [] : [alone]
    }
    guard let facts = facts(of: screen.service) else { return [] }
    var found: [ObjectReference] = facts.virtualServices.map(\.reference)
    for location in facts.splits.compactMap(\.location) where !found.contains(location.virtualService) {
      found.append(location.virtualService)
    }
    if let rule = facts.rule { found.append(rule.reference) }
    let names = Set(facts.splits.flatMap(\.entryPoints))
    found += facts.configuration.gateways.filter { names.contains($0.fullName) }.map(\.reference)
    return found
  }

  /// The object on the screen; nil if it is gone.
  func objectText(_ screen: DocumentScreen) -> ObjectText? {
    guard let configuration = live?.configuration else { return nil }
    let all = documents(of: screen)
    guard let reference = screen.shown.flatMap({ all.contains($0) ? $0 : nil }) ?? all.first,
      let document = configuration.document(of: reference)
    else { return nil }
    let messages = Validator.webhook(document) + Validator.crossObject(configuration, only: [reference])
    return ObjectText(document, messages: messages)
  }

  mutating func performOnDocument(_ action: Action, _ screen: DocumentScreen) -> [DashboardEffect] {
    var screen = screen
    guard let text = objectText(screen) else { return [] }
    let painter = DocumentPainter(text: text, problem: screen.problem)
    let width = size.width - 2
    let (count, height) = (painter.lines(width: width).count, max(1, panes.form.height))
    switch action {
    case .nextPane, .previousPane:
      let all = documents(of: screen)
      guard let here = all.firstIndex(of: text.reference) else { return [] }
      screen.shown = all[(here + (action == .nextPane ? 1 : all.count - 1)) % all.count]
      (screen.scroll, screen.problem, screen.draft) = (0, nil, nil)
    case .findNext, .findPrevious:
      let marked = painter.marked(width: width)
      let next = action == .findNext ? marked.first { $0 > screen.scroll } : marked.last { $0 < screen.scroll }
      guard let next = next ?? (action == .findNext ? marked.first : marked.last) else {
        tell(.info, tr("Validation finds nothing in \(text.reference)."))
        return []
      }
      screen.scroll = ListPainter.start(next, count: count, height: height)
    case .copy: return [.copy(text.text, what: text.reference.description)]
    case .editObject:
      return [.edit(EditedText(reference: text.reference, text: screen.draft ?? text.text))]
    default:
      guard let wanted = Self.scrolled(screen.scroll, by: action, page: height, count: count) else { return [] }
      screen.scroll = ListPainter.start(wanted, count: count, height: height)
    }
    replaceFront(.document(screen))
    return []
  }

  /// What the editor left: previewed like any other change.
  mutating func take(edited: EditedText) -> [DashboardEffect] {
    guard case .document(var screen)? = front, let facts = facts(of: screen.service),
      let document = live?.configuration.document(of: edited.reference)
    else {
      tell(.warning, tr("\(edited.reference) is not there any more: what you wrote is not used."))
      return []
    }
    do throws(ChangeRefusal) {
      let plan = try ObjectEdit.plan(document, to: edited.text, service: screen.service, in: facts.context)
      screen.problem = nil
      screen.draft = plan.isEmpty ? nil : edited.text
      replaceFront(.document(screen))
      if plan.isEmpty {
        tell(.info, tr("Nothing was changed."))
        return []
      }
      return open(preview: plan)
    } catch {
      screen.problem = tr("\(error.text) \(keys.key(.editObject)) goes on with what you wrote.")
      screen.draft = edited.text
      screen.scroll = 0
      replaceFront(.document(screen))
      return []
    }
  }
}

extension MeshConfiguration {
  /// The object as it is written; nil if it is not there.
  func document(of reference: ObjectReference) -> JSONValue? {
    switch reference.kind {
    case VirtualService.kind: virtualServices.first { $0.reference == reference }?.document
    case DestinationRule.kind: destinationRules.first { $0.reference == reference }?.document
    case Gateway.kind: gateways.first { $0.reference == reference }?.document
    default: otherObjects.first { ObjectReference(document: $0) == reference }
    }
  }
}
