/// What a user has set. A nil leaves the choice to the program; flags of a command win over all of it.
public struct Configuration: Hashable, Sendable {
  /// The name of a theme.
  public var theme: String?
  /// Draw in ASCII only.
  public var isASCII = false
  public var hasMouse = true
  /// Seconds between polls, 1...60.
  public var refresh: Double?
  /// The length in seconds that rates are computed over, 10...300.
  public var window: Double?
  /// Milliseconds that a lone escape byte waits for the rest of a key's sequence, 0...1000.
  public var escapeDelay: Int?
  /// Names of contexts where writes want extra care; `*` stands for any characters.
  public var protectedContexts: [String] = []
  public var keymap = Keymap.standard

  public init() {}

  /// Whether a context of the kubeconfig is protected.
  public func isProtected(context: String) -> Bool {
    protectedContexts.contains { Wildcard.matches(Array($0.unicodeScalars)[...], Array(context.unicodeScalars)[...]) }
  }
}
