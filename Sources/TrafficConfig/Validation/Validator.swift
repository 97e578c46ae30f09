import Documents

/// Checks objects as Istio does: one by one as its admission webhook, and together as its analyzers.
public enum Validator {
  /// What istiod's webhook and the CRD schema refuse (errors) or warn about, for a VirtualService, DestinationRule or
  /// Gateway; nothing for other kinds.
  public static func webhook(_ document: JSONValue) -> [ValidationMessage] {
    var checker = ObjectChecker(document)
    checker.checkAll()
    return checker.messages
  }
}
