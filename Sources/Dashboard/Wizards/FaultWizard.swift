import Texts
import TrafficConfig

/// Delays and aborts, always asked how long they are meant to last.
struct FaultWizard: Wizard {
  private let facts: WizardFacts
  private let scope: ScopeFields

  init(_ facts: WizardFacts) {
    self.facts = facts
    scope = ScopeFields(facts)
  }

  private static var kinds: [FieldOption] {
    [
      FieldOption("delay", tr("delay")), FieldOption("abort", tr("abort")), FieldOption("both", tr("delay and abort")),
      FieldOption("none", tr("no fault: end it")),
    ]
  }

  private func kind(_ answers: FormAnswers) -> String {
    let fault = scope.route(answers)?.fault
    return answers.choice("kind", default: fault?.abort == nil ? "delay" : fault?.delay == nil ? "abort" : "both")
  }

  func fields(_ answers: FormAnswers) -> [FormField] {
    let fault = scope.route(answers)?.fault
    let kind = kind(answers)
    var fields = scope.fields(answers)
    fields.append(
      .choice(
        "kind", tr("Fault"), Self.kinds, kind, inForce: Self.words(fault) ?? tr("none"),
        help: tr("The callers' own proxies make it, before the request reaches the service.")))
    if kind == "delay" || kind == "both" {
      let delay = fault?.delay
      fields.append(
        .text(
          "delay", tr("Delay"), .duration(least: 0.001), FieldText.duration(delay?.seconds ?? 5),
          inForce: FieldText.duration(delay?.seconds), isOptional: false,
          help: tr("How long each request waits, such as 5s."))
      )
      fields.append(
        .text(
          "delayPercent", tr("of the requests, %"), .percent, FieldText.number(delay?.percent ?? 100),
          inForce: delay.map { FieldText.number($0.percent) } ?? "", isOptional: false,
          help: tr("The share of the requests that is delayed; + and - count.")))
    }
    if kind == "abort" || kind == "both" { fields += abortFields(fault?.abort, answers) }
    if kind != "none" { fields.append(ExpiryField.field("10m")) }
    return fields
  }

  private func abortFields(_ abort: FaultInjection.Abort?, _ answers: FormAnswers) -> [FormField] {
    let isGRPC = abort?.grpcStatus != nil
    let with = answers.choice("with", default: isGRPC ? "grpc" : "http")
    var fields: [FormField] = [
      .choice(
        "with", tr("Abort with"), [FieldOption("http", tr("HTTP status")), FieldOption("grpc", tr("gRPC status"))], with
      )
    ]
    if with == "http" {
      let now = isGRPC ? nil : abort?.status
      fields.append(
        .text(
          "status", tr("HTTP status"), .whole(200...599), "\(now ?? 503)", inForce: FieldText.number(now),
          isOptional: false,
          help: tr("What the caller gets instead of an answer, 200 to 599.")))
    } else {
      fields.append(
        .choice(
          "grpc", tr("gRPC status"), ValueRules.grpcStatuses.map { FieldOption($0) },
          abort?.grpcStatus ?? "UNAVAILABLE",
          inForce: abort?.grpcStatus ?? "", help: tr("A letter goes to the next status that begins with it.")))
    }
    fields.append(
      .text(
        "abortPercent", tr("of the requests, %"), .percent, FieldText.number(abort?.percent ?? 100),
        inForce: abort.map { FieldText.number($0.percent) } ?? "", isOptional: false,
        help: tr("The share of the requests that is aborted; delay and abort are drawn independently.")))
    return fields
  }

  /// What was set for a time, and whether that is over.
  var status: [TextLine] {
    let now = facts.context.now
    return facts.virtualServices.flatMap { ExpiringEdit.all(of: $0.document) }.map { edit in
      guard edit.isOverdue(at: now) else {
        return TextLine(tr("For \(Figures.age(edit.until - now)) more: \(edit.what), set by \(edit.author)."), .muted)
      }
      return TextLine(
        tr(
          "! Overdue since \(Figures.age(now - edit.until)): \(edit.what), set by \(edit.author). Choose “no fault: end it”."
        ),
        .warning)
    }
  }

  static func words(_ fault: FaultInjection?) -> String? {
    guard let fault else { return nil }
    var words: [String] = []
    if let delay = fault.delay {
      words.append(tr("\(FieldText.number(delay.percent)) % by \(FieldText.duration(delay.seconds))"))
    }
    if let abort = fault.abort {
      words.append("\(FieldText.number(abort.percent)) % \(abort.grpcStatus ?? "\(abort.status)")")
    }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }

  func plan(_ answers: FormAnswers) throws(ChangeRefusal) -> ChangePlan {
    let scope = try scope.scope(answers)
    let kind = kind(answers)
    if kind == "none" {
      return try RoutingReset.plan(ResetRequest(scope: scope, extent: .feature(.fault)), in: facts.context)
    }
    var request = FaultRequest(scope: scope, expiry: ExpiryField.expiry(answers))
    if kind != "abort" {
      request.delay = answers.seconds("delay")
      request.delayPercent = answers.number("delayPercent") ?? 100
    }
    if kind != "delay" {
      request.abort =
        answers.choice("with", default: "http") == "grpc"
        ? .grpc(answers.choice("grpc", default: "UNAVAILABLE")) : answers.whole("status").map { .http($0) }
      request.abortPercent = answers.number("abortPercent") ?? 100
    }
    return try FaultEdit.plan(request, in: facts.context)
  }
}
