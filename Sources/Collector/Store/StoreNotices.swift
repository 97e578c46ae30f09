import MeshModel
import Texts

/// What to tell the operator about figures that come from a store of metrics.
struct StoreNotices {
  let store: StoreRecord
  let options: CollectorOptions
  /// Whether there are proxies that could be asked instead.
  let hasProxies: Bool
  let now: Double

  private var place: String { store.place.isEmpty ? store.name : "\(store.name) \(store.place)" }

  func notices() -> [Notice] {
    if let problem = store.problem { return [failure(problem)] }
    guard let reading = store.reading else {
      return [Notice(code: "warming-up", level: .info, text: tr("\(place) has not answered yet."))]
    }
    return windowNotices(reading) + dataNotices(reading)
  }

  private func failure(_ problem: PollFailure) -> Notice {
    let age = store.lastGood.map { tr(" The figures are \(PlainNumber.window(now - $0)) old.") } ?? ""
    let other = hasProxies ? tr(" --source proxies asks the proxies themselves.") : ""
    return Notice(
      code: "store-failing", level: .error, text: tr("\(place) cannot be read: \(problem.reason).\(age)\(other)"))
  }

  private func windowNotices(_ reading: StoreReading) -> [Notice] {
    guard let interval = reading.scrapeInterval else { return [] }
    let every = PlainNumber.decimal(interval)
    if reading.window > options.window + 0.5 {
      return [
        Notice(
          code: "window-stretched", level: .info,
          text: tr(
            "\(store.name) looks at the proxies every \(every) s, so rates cover "
              + "\(PlainNumber.window(reading.window)), not \(PlainNumber.window(options.window))."))
      ]
    }
    guard reading.window < options.window - 0.5 else { return [] }
    return [
      Notice(
        code: "window-short", level: .info,
        text: tr(
          "\(store.name) knows these proxies for \(PlainNumber.window(reading.window)) only, so rates cover that."))
    ]
  }

  private func dataNotices(_ reading: StoreReading) -> [Notice] {
    var notices = reading.warnings.prefix(3).map { warning in
      Notice(code: "store-warning", text: tr("\(store.name) warns that its answer may be incomplete: \(warning)"))
    }
    if let lag = reading.lag, lag > max(60, 3 * (reading.scrapeInterval ?? 0)) {
      notices.append(
        Notice(
          code: "store-stale",
          text: tr("\(place) has not looked at the proxies for \(PlainNumber.window(lag)): is its scraping at work?")))
    }
    guard reading.series.isEmpty else { return notices }
    if reading.hasIstioMetrics == false {
      notices.append(
        Notice(
          code: "store-empty",
          text: tr(
            "\(place) has no metric istio_requests_total of the last five minutes: either nobody has called, or it "
              + "does not scrape the proxies (port 15090 at /stats/prometheus, or 15020). ")
            + (hasProxies ? tr("--source proxies asks them without it.") : "")))
    } else {
      let scope = options.namespaces.map { tr(" of namespace \($0.sorted().joined(separator: ", "))") } ?? ""
      notices.append(
        Notice(
          code: "no-traffic", level: .info,
          text: tr("\(place) has no requests\(scope) in the last \(PlainNumber.window(reading.window)).")))
    }
    return notices
  }
}
