import Cells
import Foundation
import Testing

/// English words on a screen that is shown in another language.
enum LeftInEnglish {
  /// Every word that is neither a name nor a term of Istio, Kubernetes, Envoy or the wire, nor said by somebody else.
  static func words(on canvas: Canvas) -> [String] {
    var text = canvas.text.map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
    for quote in quotes { text = text.replacing(quote, with: "") }
    var words: Set<String> = []
    for match in text.matches(of: /[A-Za-z][A-Za-z']+/) {
      let word = String(match.0)
      // What an ellipsis cuts, and pieces of names, paths and addresses, are no words.
      if let before = text[..<match.range.lowerBound].last, joins.contains(before) || before.isNumber { continue }
      if let after = text[match.range.upperBound...].first, joins.contains(after) || after.isNumber { continue }
      if !known.contains(word) { words.insert(word) }
    }
    return words.sorted()
  }

  private static let joins: Set<Character> = ["…", "-", "/", "_", "@", "=", "%", "$", "{", "<", "*", "█", "─", "╭"]

  private static let known: Set<String> = Set(
    [names, kinds, terms, fields, commands].flatMap { $0.split { $0 == " " || $0 == "\n" } }.map(String.init))

  /// What servers, pods and other programs say in the tests, and findings, which are Istio's and Kiali's words.
  private static let quotes = [
    "% in 30 s", "3 of 3 client proxies have it.", "2 of 3 client proxies have it.", "Read again: as sent.",
    "step 1 of 3", "step 2 of 3", "32 of 50 requests", "Container image already present",
    "Readiness probe failed: HTTP probe failed with statuscode: 503", "no answer within 4 s", "timed out after 5 s",
    "timed out", "--source proxies asks the proxies themselves.",
    "unknown field \"future\": the API server drops it", "name: the test user", "name: main", "vigla shift",
    "The server refused it: 409. Read it again and start anew.", "Shift reviews.default", "Fault on details.default",
    "Referenced selector not found", "rule #2 not used (only the last rule can have no matches)",
    "unknown field \"futureField\": the API server drops it", "connect to 10.0.0.1:6443: connection refused",
    "connection refused", "has no metric istio_requests_total", "cannot be read",
    "shift of reviews", "pods is forbidden: User \"ann\" cannot list resource \"pods\" in \"default\"",
  ]

  /// Of the meshes and objects in the tests, and Vigla's own.
  private static let names = """
    vigla Vigla default reviews productpage ratings details ingressgateway shop batch reports pay mail beta ann jason
    mesh auth stock data user test future futureField edge cart rank au ma local cluster com example deep narrow maps nord mono light dark strict permissive soon x
    """

  private static let kinds = """
    VirtualService DestinationRule Gateway ServiceEntry Sidecar PeerAuthentication Service Pod Secret Deployment Event
    Istio Kubernetes Envoy Prometheus Argo CD Cookie CORS YAML API VPN VS kubectl sidecar ambient waypoint ztunnel
    Unhealthy Pulled INFO ERROR
    """

  private static let terms = """
    HTTP HTTPS TCP TLS mTLS SNI CA RE POD ENVOY OK LIVE STRICT UO UF UH CB ms min kB MB rv cds eds lds rds outbound
    clusters rps Enter Esc Tab Space Shift Up Down Left Right PgUp PgDn Home End fg sS
    """

  /// Of objects as they are written, and their values.
  private static let fields = """
    apiVersion kind metadata spec name namespace hosts host http match headers exact prefix uri ignoreUriCase queryParams
    route destination subset weight timeout fault retries selector true none https request served failed istio networking
    """

  /// That can be typed, and the help of keys that names them.
  private static let commands = """
    ns NAME svc wl obj re rev repaint refresh freeze label
    """
}
