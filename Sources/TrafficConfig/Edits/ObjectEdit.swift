import Documents
import MeshModel
import Texts

/// Plans that an object becomes what somebody has written by hand.
public enum ObjectEdit {
  /// - Parameters:
  ///   - document: the object as it was read, with its resourceVersion.
  ///   - text: YAML of the object as it shall be; what only the server writes may be left out.
  ///   - service: whose traffic it is about.
  public static func plan(
    _ document: JSONValue, to text: String, service: ServiceID, in context: EditContext
  ) throws(ChangeRefusal) -> ChangePlan {
    let reference = ObjectReference(document: document)
    var wanted: JSONValue
    do {
      wanted = try YAMLText.parse(text)
    } catch {
      throw ChangeRefusal(.invalidObject, tr("The text is no YAML: \(error)"))
    }
    guard case .object = wanted else { throw ChangeRefusal(.invalidObject, tr("The text is no object.")) }
    guard ObjectReference(document: wanted) == reference else {
      throw ChangeRefusal(
        .invalidObject,
        tr("The text is \(ObjectReference(document: wanted)), not \(reference): kind and name must stay."))
    }
    let apiVersion = document["apiVersion"]?.string ?? context.apiVersion
    guard wanted["apiVersion"]?.string == apiVersion else {
      throw ChangeRefusal(.invalidObject, tr("The apiVersion must stay \(apiVersion)."))
    }
    for key in ["managedFields", "resourceVersion", "uid", "generation", "creationTimestamp", "selfLink"] {
      wanted[["metadata", .key(key)]] = document["metadata"]?[key]
    }
    wanted["status"] = document["status"]
    let isSame = ObjectChange.withoutServerFields(wanted) == ObjectChange.withoutServerFields(document)
    let changes =
      isSame ? [] : [ObjectChange(reference: reference, apiVersion: apiVersion, before: document, after: wanted)]
    let info = context.configuration.service(service) ?? ServiceInfo(id: service)
    let review = PlanReview(configuration: context.configuration, service: info, changes: changes)
    return ChangePlan(
      title: tr("Edit \(reference)"),
      sentence: isSame ? tr("Nothing is changed.") : tr("\(reference): as you wrote it."),
      changes: changes, findings: review.findings, notices: review.ownership)
  }
}
