import Cells

/// English words on a screen that is shown in another language.
enum LeftInEnglish {
  /// Every word that is neither a name nor a term of Istio, Kubernetes or the wire.
  static func words(on canvas: Canvas) -> [String] {
    var words: Set<String> = []
    for line in canvas.text {
      for match in line.matches(of: /[A-Za-z][A-Za-z']+/) {
        let word = String(match.0)
        // What an ellipsis cuts, and pieces of names, paths and addresses, are no words.
        if let before = line[..<match.range.lowerBound].last, joins.contains(before) || before.isNumber { continue }
        if let after = line[match.range.upperBound...].first, joins.contains(after) || after.isNumber { continue }
        if !known.contains(word) { words.insert(word) }
      }
    }
    return words.sorted()
  }

  private static let joins: Set<Character> = ["…", "-", "/", ".", "_", "@", "=", "\"", "%", "$", "{", "<", "*"]

  private static let known: Set<String> = {
    let texts = [names, kinds, terms, fields]
    return Set(texts.flatMap { $0.split { $0 == " " || $0 == "\n" } }.map(String.init))
  }()

  /// Of the meshes and objects in the tests.
  private static let names = """
    default reviews
    """

  private static let kinds = """
    VirtualService DestinationRule Gateway ServiceEntry Sidecar PeerAuthentication Service Pod Secret Deployment Event
    """

  private static let terms = """
    HTTP HTTPS TCP TLS mTLS API YAML
    """

  /// Of objects as they are written.
  private static let fields = """
    apiVersion kind metadata spec
    """
}
