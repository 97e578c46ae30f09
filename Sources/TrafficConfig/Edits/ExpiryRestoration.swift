import Documents
import MeshModel
import Texts

/// Ends an edit whose time is over: puts the values from before back, and nothing else.
public enum ExpiryRestoration {
  /// - Throws: a refusal if what the edit wrote has been changed since.
  public static func plan(
    _ edit: ExpiringEdit, in configuration: MeshConfiguration
  ) throws(ChangeRefusal) -> ChangePlan {
    guard
      let object = configuration.virtualService(namespace: edit.object.namespace, name: edit.object.name)
    else { throw ChangeRefusal(.noRoute, tr("\(edit.object) is not there any more.")) }
    var document = object.document
    let rest = ExpiringEdit.all(of: document).filter { $0 != edit }
    ExpiringEdit.store(rest, in: &document)
    var isGone = false
    if let index = RouteDraft.ruleIndex(match: edit.match, in: document) {
      try putBack(edit, at: index, in: &document)
      isGone = edit.isObjectNew && isPlain(document)
    }
    let change = ObjectChange(
      reference: edit.object, apiVersion: object.apiVersion ?? "networking.istio.io/v1", before: object.document,
      after: isGone ? .none : .some(document))
    let host = object.hosts.first.map { HostName.fqdn($0, namespace: object.namespace, domain: configuration.domain) }
    let service =
      host.flatMap(configuration.service(forHost:))
      ?? ServiceInfo(
        id: ServiceID(namespace: object.namespace, name: object.name))
    let review = PlanReview(configuration: configuration, service: service, changes: [change])
    let author = edit.author.isEmpty ? "" : tr(" by \(edit.author)")
    return ChangePlan(
      title: tr("End \(edit.what)"),
      sentence: tr(
        "\(edit.object): ends what was set\(author) until "
          + "\(Timestamp.text(edit.until)): \(edit.what). Everything before it is put back."),
      changes: [change], findings: review.findings, notices: review.ownership)
  }

  /// Ends several edits; later ones see what earlier ones did. Those that cannot be put back are told.
  public static func plan(
    all edits: [ExpiringEdit], in configuration: MeshConfiguration
  ) throws(ChangeRefusal) -> ChangePlan {
    var current = configuration
    var changes: [ObjectChange] = []
    var plans: [ChangePlan] = []
    var refusals: [String] = []
    for edit in edits {
      do {
        let plan = try plan(edit, in: current)
        plans.append(plan)
        for change in plan.changes {
          if let index = changes.firstIndex(where: { $0.reference == change.reference }) {
            changes[index].after = change.after
          } else {
            changes.append(change)
          }
        }
        var rest = current.virtualServices.filter { $0.reference != edit.object }
        if let after = plan.changes.first?.after { rest.append(VirtualService(document: after)) }
        current = current.replacing(virtualServices: rest)
      } catch {
        refusals.append(error.text)
      }
    }
    guard let first = plans.first else {
      throw ChangeRefusal(.noRoute, refusals.first ?? tr("No edit is overdue."))
    }
    if plans.count == 1, refusals.isEmpty { return first }
    return ChangePlan(
      title: tr("End \(plans.count) overdue edits"), sentence: plans.map(\.sentence).joined(separator: "\n"),
      changes: changes, findings: Set(plans.flatMap(\.findings)).sorted(),
      notices: Set(plans.flatMap(\.notices)).sorted() + refusals)
  }

  private static func putBack(
    _ edit: ExpiringEdit, at index: Int, in document: inout JSONValue
  ) throws(ChangeRefusal) {
    let path: JSONPath = ["spec", "http", .index(index)]
    for (key, change) in edit.changes where document[path.appending(key)] != change.after {
      throw ChangeRefusal(
        .conflictingObjects,
        tr("\(edit.object) \(path.appending(key)) has been changed since it was set, so it is not put back by itself."))
    }
    let count = document[["spec", "http"]]?.array?.count ?? 0
    if edit.isRuleNew, count > 1 {
      document[path] = nil
    } else {
      for (key, change) in edit.changes { document[path.appending(key)] = change.before }
    }
  }

  /// The object does what the mesh does without it: its only route forwards all requests to its only host.
  private static func isPlain(_ document: JSONValue) -> Bool {
    let routes = document[["spec", "http"]]?.array ?? []
    guard routes.count == 1, routes[0].object?.keys == ["route"], let targets = routes[0]["route"]?.array,
      targets.count == 1, targets[0].object?.keys == ["destination"],
      targets[0]["destination"]?.object?.keys == ["host"]
    else { return false }
    let hosts = document[["spec", "hosts"]]?.strings ?? []
    return document["spec"]?.object?.keys == ["hosts", "http"] && hosts == [targets[0]["destination"]?["host"]?.string]
  }
}
