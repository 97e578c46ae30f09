import Documents
import TrafficConfig

/// What istiod's validating webhook says of Istio's objects.
enum Admission {
  private static let kinds: Set<String> = ["VirtualService", "DestinationRule", "Gateway"]

  /// Refuses what the webhook refuses.
  ///
  /// - Returns: the webhook's warnings.
  static func review(_ document: JSONValue, type: ResourceType) throws(APIError) -> [String] {
    guard type.group == "networking.istio.io", kinds.contains(type.kind) else { return [] }
    let messages = Validator.webhook(document)
    let errors = messages.filter { $0.level == .error }.map(\.message)
    guard errors.isEmpty else {
      let text =
        errors.count == 1
        ? errors[0]
        : "\(errors.count) errors occurred:\n" + errors.map { "\t* \($0)\n" }.joined() + "\n"
      throw APIError(
        400, "",
        "admission webhook \"validation.istio.io\" denied the request: configuration is invalid: \(text)")
    }
    return messages.filter { $0.level == .warning }.map(\.message)
  }
}
