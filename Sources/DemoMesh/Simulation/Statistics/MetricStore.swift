/// The Istio metrics of one proxy. Series appear with their first sample and live as long as the proxy.
final class MetricStore {
  let labels: MetricLabels
  private(set) var http: [HTTPSeries] = []
  private(set) var tcp: [TCPSeries] = []
  private var httpIndex: [MetricKey: Int] = [:]
  private var tcpIndex: [MetricKey: Int] = [:]
  /// The series in the order of a page, by labels; nil after a series was added.
  private var httpOrder: [Int]?
  private var tcpOrder: [Int]?
  /// The size of the last page by the filter's number (-1 without), for the next one to start with.
  var pageBytes: [Int: Int] = [:]

  init(own: WorkloadIdentity, registry: LabelRegistry) { labels = MetricLabels(own: own, registry: registry) }

  /// Counts a request that has ended.
  ///
  /// - Parameters:
  ///   - duration: seconds from the first byte of the request to the last of the response.
  func recordRequest(_ key: MetricKey, duration: Double, requestBytes: Int, responseBytes: Int) {
    let index: Int
    if let known = httpIndex[key] {
      index = known
    } else {
      index = http.count
      http.append(HTTPSeries(key: key))
      httpIndex[key] = index
      httpOrder = nil
    }
    http[index].requests += 1
    http[index].duration.record(UInt64(max(0, duration) * 1000))
    http[index].requestBytes.record(UInt64(max(0, requestBytes)))
    http[index].responseBytes.record(UInt64(max(0, responseBytes)))
    if key.protocol == .grpc {
      http[index].requestMessages += 1
      if key.code != 0 { http[index].responseMessages += 1 }
    }
  }

  func recordTCP(_ key: MetricKey, opened: Int = 0, closed: Int = 0, sent: Int = 0, received: Int = 0) {
    let index: Int
    if let known = tcpIndex[key] {
      index = known
    } else {
      index = tcp.count
      tcp.append(TCPSeries(key: key))
      tcpIndex[key] = index
      tcpOrder = nil
    }
    tcp[index].opened += UInt64(opened)
    tcp[index].closed += UInt64(closed)
    tcp[index].sentBytes += UInt64(sent)
    tcp[index].receivedBytes += UInt64(received)
  }

  /// The indices of `http` sorted by label text; renders what is not rendered yet.
  ///
  /// - Complexity: O(*n* log *n*) after new series, else O(1).
  func sortedHTTP() -> [Int] {
    if let httpOrder { return httpOrder }
    for index in http.indices where http[index].labels.isEmpty {
      http[index].labels = labels.prometheusText(http[index].key)
    }
    let order = http.indices.sorted { http[$0].labels.lexicographicallyPrecedes(http[$1].labels) }
    httpOrder = order
    return order
  }

  /// The indices of `tcp` sorted by label text; renders what is not rendered yet.
  ///
  /// - Complexity: O(*n* log *n*) after new series, else O(1).
  func sortedTCP() -> [Int] {
    if let tcpOrder { return tcpOrder }
    for index in tcp.indices where tcp[index].labels.isEmpty {
      tcp[index].labels = labels.prometheusText(tcp[index].key)
    }
    let order = tcp.indices.sorted { tcp[$0].labels.lexicographicallyPrecedes(tcp[$1].labels) }
    tcpOrder = order
    return order
  }

  // MARK: What a filter lets through

  /// Verdicts of a filter that needs the whole internal name, by filter, metric and series: names never change.
  private var verdicts: [VerdictKey: [Bool]] = [:]

  private struct VerdictKey: Hashable {
    var filter: Int
    var metric: String
  }

  /// Which of the series pass, in the order of `http` or `tcp`; nil when all do.
  func passing(_ filter: StatsFilter, metric: String, isTCP: Bool) -> [Bool]? {
    if filter.matchesPrefix("istiocustom.\(metric).reporter.") { return nil }
    let key = VerdictKey(filter: filter.number, metric: metric)
    var known = verdicts[key] ?? []
    let keys = isTCP ? tcp[min(known.count, tcp.count)...].map(\.key) : http[min(known.count, http.count)...].map(\.key)
    if !keys.isEmpty {
      for series in keys {
        known.append(filter.matches(Array("istiocustom.\(metric)".utf8) + labels.internalName(series)))
      }
      verdicts[key] = known
    }
    return known
  }
}
