import Documents
import Texts

/// Plans that copies of requests go to another destination.
public enum MirrorEdit {
  /// - Parameters:
  ///   - target: a version of the service, or another service; nil ends all mirroring of the route.
  ///   - percent: of the requests, above 0, up to 100.
  public static func plan(
    to target: String?, percent: Double, for scope: RouteScope, expiry: Expiry = .never, in context: EditContext
  ) throws(ChangeRefusal) -> ChangePlan {
    var draft = try RouteDraft(scope, for: .forwarding, context: context)
    let title = tr("Mirror \(scope.service)")
    guard let target else {
      guard !draft.isRuleNew, !draft.remove(keys).isEmpty else {
        throw ChangeRefusal(.noRoute, tr("\(scope.service) mirrors nothing there."))
      }
      return draft.plan(title: title, what: tr("mirrors nothing any more"), expiry: expiry)
    }
    let share = try EditValue.percentage(percent, tr("The share to mirror"))
    var resolver = TargetResolver(context: context, service: draft.service)
    let destination = try resolver.destination(target, like: draft.destinationModel)
    let notes = set(destination, share, in: &draft)
    let rule = resolver.change()
    return draft.plan(
      title: title, what: tr("mirrors \(Percent.text(percent)) of the requests to \(target)"), expiry: expiry,
      first: [rule].compactMap(\.self),
      notes: notes + resolver.notes + [
        tr("Answers to the copies are dropped, but what the copies do is real: mirror only what may happen twice.")
      ])
  }

  private static let keys = ["mirror", "mirrorPercentage", "mirrorPercent", "mirror_percent", "mirrors"]

  /// Sets one mirror in the form that the route has: the list, or the single field, which older Istio knows as well.
  private static func set(_ destination: JSONValue, _ share: JSONValue, in draft: inout RouteDraft) -> [String] {
    if var list = draft.route["mirrors"]?.array {
      if let index = list.firstIndex(where: { draft.isSame($0["destination"] ?? .null, destination) }) {
        list[index]["percentage"] = share
      } else {
        list.append(["destination": destination, "percentage": share])
      }
      draft.document[draft.path.appending("mirrors")] = .array(list)
      return []
    }
    var notes: [String] = []
    if let old = draft.route["mirror"] {
      if !draft.isSame(old, destination) {
        notes.append(
          tr("It replaces the mirror to \(old["subset"]?.string ?? old["host"]?.string ?? tr("another host"))."))
        draft.document[draft.path.appending("mirror")] = destination
      }
    } else {
      draft.document[draft.path.appending("mirror")] = destination
    }
    draft.document[draft.path.appending("mirrorPercentage")] = share
    draft.remove(["mirrorPercent", "mirror_percent"])
    return notes
  }
}
