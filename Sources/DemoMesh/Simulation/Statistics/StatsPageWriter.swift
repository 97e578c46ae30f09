/// Writes a proxy's stats in Prometheus text as Envoy does: TYPE lines and no HELP, the series of a family together,
/// counters, then gauges, then histograms.
struct StatsPageWriter {
  let store: MetricStore
  let vitals: ProxyVitals
  let usedOnly: Bool
  let filter: StatsFilter?
  /// The version that `istio_build` tells.
  let version: String

  private var page: [UInt8] = []

  private init(store: MetricStore, vitals: ProxyVitals, usedOnly: Bool, filter: StatsFilter?, version: String) {
    self.store = store
    self.vitals = vitals
    self.usedOnly = usedOnly
    self.filter = filter
    self.version = version
  }

  /// - Complexity: O(bytes of the page), plus a sort when series were added since the last page.
  static func text(
    store: MetricStore, vitals: ProxyVitals, usedOnly: Bool, filter: StatsFilter?, version: String
  ) -> [UInt8] {
    var writer = StatsPageWriter(store: store, vitals: vitals, usedOnly: usedOnly, filter: filter, version: version)
    let number = filter?.number ?? -1
    writer.page.reserveCapacity((store.pageBytes[number] ?? 0) + 4096)
    writer.write()
    store.pageBytes[number] = writer.page.count
    return writer.page
  }

  /// Where Istio's metrics stand among Envoy's, which are sorted by internal name.
  private static let namespace = "istiocustom"

  private mutating func write() {
    let counters = EnvoyStat.included.filter { $0.kind == .counter }
    let gauges = EnvoyStat.included.filter { $0.kind == .gauge }
    writeEnvoy(counters.prefix { $0.taglessName < StatsPageWriter.namespace })
    writeIstioCounters()
    writeEnvoy(counters.drop { $0.taglessName < StatsPageWriter.namespace })
    writeEnvoy(gauges.prefix { $0.taglessName < StatsPageWriter.namespace })
    writeBuild()
    writeEnvoy(gauges.drop { $0.taglessName < StatsPageWriter.namespace })
    writeHistogram("istio_request_bytes") { $0.requestBytes }
    writeHistogram("istio_request_duration_milliseconds") { $0.duration }
    writeHistogram("istio_response_bytes") { $0.responseBytes }
  }

  // MARK: Envoy's own

  private mutating func writeEnvoy(_ stats: ArraySlice<EnvoyStat>) {
    var family = ""
    for stat in stats where !usedOnly || stat.isUsed(vitals) {
      if let filter, !filter.matches(Array(stat.name.utf8)) { continue }
      if stat.family != family {
        family = stat.family
        writeType(family, stat.kind.rawValue)
      }
      page.append(contentsOf: family.utf8)
      page.append(contentsOf: stat.labels.utf8)
      page.append(UInt8(ascii: " "))
      writeNumber(stat.value(vitals))
      page.append(UInt8(ascii: "\n"))
    }
  }

  private mutating func writeBuild() {
    if let filter, !filter.matches(Array("istiocustom.istio_build.component.proxy.tag.\(version)".utf8)) { return }
    writeType("istio_build", "gauge")
    page.append(contentsOf: "istio_build{component=\"proxy\",tag=\"\(version)\"} 1\n".utf8)
  }

  // MARK: Istio's

  private mutating func writeIstioCounters() {
    writeHTTP("istio_request_messages_total", where: { $0.protocol == .grpc }) { $0.requestMessages }
    writeHTTP("istio_requests_total", where: { _ in true }) { $0.requests }
    writeHTTP("istio_response_messages_total", where: { $0.protocol == .grpc }) { $0.responseMessages }
    writeTCP("istio_tcp_connections_closed_total") { $0.closed }
    writeTCP("istio_tcp_connections_opened_total") { $0.opened }
    writeTCP("istio_tcp_received_bytes_total") { $0.receivedBytes }
    writeTCP("istio_tcp_sent_bytes_total") { $0.sentBytes }
  }

  private mutating func writeHTTP(
    _ metric: String, where isMember: (MetricKey) -> Bool, value: (HTTPSeries) -> UInt64
  ) {
    let order = store.sortedHTTP()
    let verdicts = filter.flatMap { store.passing($0, metric: metric, isTCP: false) }
    var hasType = false
    for index in order where isMember(store.http[index].key) && verdicts?[index] != false {
      if !hasType { writeType(metric, "counter") }
      hasType = true
      writeSample(metric, store.http[index].labels, value(store.http[index]))
    }
  }

  private mutating func writeTCP(_ metric: String, value: (TCPSeries) -> UInt64) {
    let order = store.sortedTCP()
    let verdicts = filter.flatMap { store.passing($0, metric: metric, isTCP: true) }
    var hasType = false
    for index in order where value(store.tcp[index]) > 0 && verdicts?[index] != false {
      if !hasType { writeType(metric, "counter") }
      hasType = true
      writeSample(metric, store.tcp[index].labels, value(store.tcp[index]))
    }
  }

  private mutating func writeHistogram(_ metric: String, value: (HTTPSeries) -> Histogram) {
    let order = store.sortedHTTP()
    let verdicts = filter.flatMap { store.passing($0, metric: metric, isTCP: false) }
    var hasType = false
    let bucket = Array("\(metric)_bucket{".utf8)
    let ends = Histogram.boundTexts.map { Array(",le=\"\($0)\"} ".utf8) }
    for index in order where verdicts?[index] != false {
      if !hasType { writeType(metric, "histogram") }
      hasType = true
      let labels = store.http[index].labels
      let histogram = value(store.http[index])
      var total: UInt64 = 0
      for (count, end) in zip(histogram.counts, ends) {
        total += count
        page.append(contentsOf: bucket)
        page.append(contentsOf: labels)
        page.append(contentsOf: end)
        writeNumber(total)
        page.append(UInt8(ascii: "\n"))
      }
      // Samples are whole numbers, and so is their sum.
      writeSample("\(metric)_sum", labels, UInt64(histogram.sum))
      writeSample("\(metric)_count", labels, total)
    }
  }

  // MARK: Pieces

  private mutating func writeType(_ family: String, _ type: String) {
    page.append(contentsOf: "# TYPE \(family) \(type)\n".utf8)
  }

  private mutating func writeSample(_ metric: String, _ labels: [UInt8], _ value: UInt64) {
    page.append(contentsOf: metric.utf8)
    page.append(UInt8(ascii: "{"))
    page.append(contentsOf: labels)
    page.append(UInt8(ascii: "}"))
    page.append(UInt8(ascii: " "))
    writeNumber(value)
    page.append(UInt8(ascii: "\n"))
  }

  private mutating func writeNumber(_ value: UInt64) {
    let start = page.count
    var rest = value
    repeat {
      page.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    page[start...].reverse()
  }
}
