import ProxyStats

/// The questions in PromQL. They use nothing that Thanos, Mimir, Cortex and VictoriaMetrics do not know as well.
///
/// Every sum is by the labels that identify a flow, so what Prometheus adds to a target (`pod`, `namespace`, `instance`,
/// `job`, a replica's name) is summed away.
struct PrometheusQuery: Sendable, Hashable {
  /// Nil means all.
  var namespaces: [String]?
  /// Further labels that series must have, such as `cluster` where one store has several.
  var labels: [String: String] = [:]

  /// The label that tells apart what one question asks for.
  static let part = "vigla_part"

  /// What a sum may tell of, as values of the label `part`.
  enum Part: String {
    case window, recent
    case bucket, durationSum
    case sent, received, recentSent, recentReceived, opened
  }

  /// Requests over the window, and over a shorter time.
  func requests(window: Double, recent: Double) -> String {
    let name = "\(IstioMetric.requests.name)"
    guard recent < window else { return marked(rate(name, window), .window) }
    return union([marked(rate(name, window), .window), marked(rate(name, recent), .recent)])
  }

  /// The durations of requests: buckets, and the sum for the average.
  func durations(window: Double) -> String {
    union([
      marked(rate("\(IstioMetric.durationBucket.name)", window, by: ["le"]), .bucket),
      marked(rate("\(IstioMetric.durationSum.name)", window), .durationSum),
    ])
  }

  /// Bytes of TCP in both directions over both times, and connections opened.
  func tcp(window: Double, recent: Double) -> String {
    var parts = [marked(sent(window), .sent), marked(received(window), .received)]
    if recent < window { parts += [marked(sent(recent), .recentSent), marked(received(recent), .recentReceived)] }
    parts.append(marked(rate("\(IstioMetric.tcpOpened.name)", window), .opened))
    return union(parts)
  }

  /// Requests and bytes over `step` seconds, for a question about a range.
  func past(step: Double) -> String {
    union([
      marked(rate("\(IstioMetric.requests.name)", step), .window), marked(sent(step), .sent),
      marked(received(step), .received),
    ])
  }

  /// The series that the store looked at most often in the last five minutes.
  var oldestSeries: String { "topk(1, count_over_time(\(anySeries)[5m]))" }

  /// How many series there were some seconds ago.
  func count(ago seconds: Double) -> String { "count(\(anySeries) offset \(Self.duration(seconds)))" }

  /// How many series there are, for a question about a range.
  var count: String { "count(\(anySeries))" }

  private var anySeries: String { "{" + (["__name__=~\(Self.anyName)"] + labelMatchers).joined(separator: ",") + "}" }

  private static let anyName = quoted("\(IstioMetric.requests.name)|\(IstioMetric.tcpSentBytes.name)")

  /// The samples over the last five minutes of the series with these labels; functions take the name away.
  static func samples(of labels: [String: String]) -> String {
    var labels = labels
    labels["__name__"] = nil
    let matchers = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\(quoted($0.value))" }
    return "{" + (["__name__=~\(anyName)"] + matchers).joined(separator: ",") + "}[5m]"
  }

  // MARK: Parts

  private func sent(_ seconds: Double) -> String { rate("\(IstioMetric.tcpSentBytes.name)", seconds) }

  private func received(_ seconds: Double) -> String { rate("\(IstioMetric.tcpReceivedBytes.name)", seconds) }

  /// The summed rates of a counter. The ends of a flow may each lie in a wanted namespace, and matchers know no "or": the
  /// sums are of series that exclude each other, so none counts twice.
  private func rate(_ metric: String, _ seconds: Double, by more: [String] = []) -> String {
    let group = (Self.groupLabels + more).joined(separator: ",")
    return scopes.map { scope in
      let matchers = (scope + labelMatchers).joined(separator: ",")
      return "sum by (\(group)) (rate(\(metric){\(matchers)}[\(Self.duration(seconds))]))"
    }.joined(separator: " or ")
  }

  private var scopes: [[String]] {
    guard let namespaces else { return [[]] }
    let wanted = Self.quoted(namespaces.sorted().map(Self.escaped).joined(separator: "|"))
    let source = "source_workload_namespace"
    let destination = "destination_workload_namespace"
    return [
      ["\(source)=~\(wanted)"],
      ["\(source)!~\(wanted)", "\(destination)=~\(wanted)"],
      ["\(source)!~\(wanted)", "\(destination)!~\(wanted)", "destination_service_namespace=~\(wanted)"],
    ]
  }

  private var labelMatchers: [String] {
    labels.sorted { $0.key < $1.key }.map { "\($0.key)=\(Self.quoted($0.value))" }
  }

  private func marked(_ expression: String, _ part: Part) -> String {
    "label_replace(\(expression), \"\(Self.part)\", \"\(part.rawValue)\", \"\", \"\")"
  }

  private func union(_ expressions: [String]) -> String { expressions.joined(separator: " or ") }

  /// Who a principal is adds nothing that the workload does not tell.
  static let groupLabels = IstioSeries.labelNames.filter { !$0.hasSuffix("_principal") }

  // MARK: Spelling

  /// A duration, in whole milliseconds unless they are whole seconds.
  static func duration(_ seconds: Double) -> String {
    let milliseconds = Int((min(max(seconds, 0.001), 1e9) * 1_000).rounded())
    return milliseconds % 1_000 == 0 ? "\(milliseconds / 1_000)s" : "\(milliseconds)ms"
  }

  /// A string literal.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for character in text.unicodeScalars {
      switch character {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default: result.unicodeScalars.append(character)
      }
    }
    return result + "\""
  }

  /// A text as a regular expression that matches it alone.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\.+*?()|[]{}^$".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
