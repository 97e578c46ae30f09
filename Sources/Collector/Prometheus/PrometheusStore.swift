import Kubernetes
import Texts

/// Reads traffic from a Prometheus, or from anything that speaks its query API: Thanos, Mimir, Cortex, VictoriaMetrics.
///
/// A reading is three questions at the same time. Once a minute two more ask how often the store looks at the proxies: a
/// rate over less than a few of these looks would be noise or nothing.
public actor PrometheusStore: TrafficStore {
  /// What Mimir, Cortex and a Thanos for several know a tenant by.
  public static let tenantHeader = "X-Scope-OrgID"

  /// The largest answer, in bytes.
  static let maxBytes = 256 << 20

  public nonisolated let name = "Prometheus"
  private var way: (any PrometheusWay)?
  private let finder: PrometheusFinder?
  private let labels: [String: String]
  private var survey: Survey?
  /// The longest window that is known to be covered, in seconds.
  private var covered = 0.0

  /// - Parameter labels: what all series must have, such as `cluster` where one store has those of several.
  public init(way: any PrometheusWay, labels: [String: String] = [:]) {
    self.way = way
    finder = nil
    self.labels = labels
  }

  /// A Prometheus that is a service of a cluster; which one is found out with the first question.
  ///
  /// - Parameter tenant: whose series are asked for, where several share a store.
  public init(in client: KubernetesClient, labels: [String: String] = [:], tenant: String? = nil) {
    finder = PrometheusFinder(client: client, tenant: tenant)
    self.labels = labels
  }

  public var place: String { way?.place ?? "" }

  public func shutdown() async { await way?.shutdown() }

  public func read(_ question: StoreQuestion) async throws(PollFailure) -> StoreReading {
    let query = PrometheusQuery(namespaces: question.namespaces, labels: labels)
    do throws(PollFailure) {
      let way = try await theWay(query, question)
      return try await read(question, query, PrometheusCall(way: way, deadline: question.deadline))
    } catch {
      // What was found may have moved.
      if finder != nil { way = nil }
      survey = nil
      throw error
    }
  }

  private func theWay(
    _ query: PrometheusQuery, _ question: StoreQuestion
  ) async throws(PollFailure) -> any PrometheusWay {
    if let way { return way }
    guard let finder else { throw PollFailure(reason: tr("no way to it")) }
    let found = try await finder.find(query: query, deadline: question.deadline)
    way = found
    return found
  }

  private func read(
    _ question: StoreQuestion, _ query: PrometheusQuery, _ call: PrometheusCall
  ) async throws(PollFailure) -> StoreReading {
    let survey = try await currentSurvey(query, call)
    guard let cadence = survey.cadence else {
      // One look at the proxies is not enough for a rate; none at all is worth saying.
      return StoreReading(
        window: survey.hasSeries ? 0 : question.window, recent: 0, warnings: survey.warnings,
        hasIstioMetrics: survey.hasSeries)
    }
    let window = try await window(of: question, cadence, query, call)
    let recent = min(window, max(cadence.shortestWindow, question.refresh))
    let answers = await ask(
      call,
      [
        query.requests(window: window, recent: recent), query.durations(window: window),
        query.tcp(window: window, recent: recent),
      ])
    let requests = try answers[0].get()
    var fold = PrometheusFold()
    fold.add(requests)
    var warnings = survey.warnings + requests.warnings
    for (answer, what) in zip(answers.dropFirst(), ["Durations of requests", "Bytes of TCP"]) {
      switch answer {
      case .success(let answer):
        fold.add(answer)
        warnings += answer.warnings
      case .failure(let failure): warnings.append("\(what) are missing: \(failure.reason)")
      }
    }
    var reading = StoreReading(
      window: window, recent: recent, series: fold.series(hasRecent: recent < window),
      scrapeInterval: cadence.interval, lag: cadence.lag, warnings: Self.distinct(warnings), hasIstioMetrics: true)
    if question.wantsPast {
      reading.pastStep = max(Self.pastStep, cadence.shortestWindow)
      reading.past = await past(step: reading.pastStep, now: survey.now, query, call)
    }
    return reading
  }

  private func ask(_ call: PrometheusCall, _ queries: [String]) async -> [Result<PrometheusAnswer, PollFailure>] {
    await withTaskGroup(of: (Int, Result<PrometheusAnswer, PollFailure>).self) { group in
      for (number, query) in queries.enumerated() {
        group.addTask {
          do throws(PollFailure) {
            return (number, .success(try await call.instant(query)))
          } catch {
            return (number, .failure(error))
          }
        }
      }
      var results = [Result<PrometheusAnswer, PollFailure>](
        repeating: .failure(PollFailure(reason: tr("not asked"))), count: queries.count)
      for await (number, result) in group { results[number] = result }
      return results
    }
  }

  private static func distinct(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }

  // MARK: What the store knows

  /// How often the store looks, as of some moment.
  private struct Survey {
    var hasSeries: Bool
    var cadence: PrometheusCadence?
    var warnings: [String]
    /// The store's own time then, in seconds since 1970.
    var time: Double
    var taken = ContinuousClock.now

    /// The store's own time now.
    var now: Double { time + (ContinuousClock.now - taken) / .seconds(1) }
    var isFresh: Bool { cadence != nil && ContinuousClock.now - taken < .seconds(60) }
  }

  private func currentSurvey(
    _ query: PrometheusQuery, _ call: PrometheusCall
  ) async throws(PollFailure) -> Survey {
    if let survey, survey.isFresh { return survey }
    let oldest = try await call.instant(query.oldestSeries)
    guard let series = oldest.series.first, let time = series.points.last?.time else {
      return Survey(hasSeries: false, warnings: oldest.warnings, time: 0)
    }
    let samples = try await call.instant(PrometheusQuery.samples(of: series.labels))
    let longest = samples.series.max { $0.points.count < $1.points.count }
    let fresh = Survey(
      hasSeries: true, cadence: longest.flatMap { PrometheusCadence($0.points, now: time) },
      warnings: oldest.warnings, time: time)
    survey = fresh
    return fresh
  }

  /// The window that rates can be taken over: what is wanted, within what the store's looks allow and what it remembers.
  private func window(
    of question: StoreQuestion, _ cadence: PrometheusCadence, _ query: PrometheusQuery, _ call: PrometheusCall
  ) async throws(PollFailure) -> Double {
    let wanted = max(question.window, cadence.shortestWindow)
    guard wanted > covered else { return wanted }
    let then = try await call.instant(query.count(ago: max(0.001, wanted - cadence.interval)))
    if !then.series.isEmpty {
      covered = wanted
      return wanted
    }
    let known = try await age(upTo: wanted, interval: cadence.interval, query, call)
    return min(wanted, max(known, 2 * cadence.interval))
  }

  /// How long ago the oldest series began, in seconds: looked for in steps, then in finer ones within the step that it
  /// began in.
  private func age(
    upTo limit: Double, interval: Double, _ query: PrometheusQuery, _ call: PrometheusCall
  ) async throws(PollFailure) -> Double {
    let now = survey?.now ?? 0
    var from = now - limit
    var first = now
    while true {
      let step = max((first - from) / 60, interval)
      let known = try await call.range(query.count, from: from, to: first, step: step)
      first = known.series.compactMap { $0.points.first?.time }.min() ?? first
      guard step > interval else { return now - first }
      from = max(now - limit, first - step)
    }
  }

  // MARK: The past

  /// Seconds of the past that charts show, and between their points.
  private static let pastSpan = TrafficHistory.span
  private static let pastStep = 45.0

  /// What was before; empty where the store does not tell, since figures of now do not depend on it.
  private func past(
    step: Double, now: Double, _ query: PrometheusQuery, _ call: PrometheusCall
  ) async -> [StoreReading.Moment] {
    let count = Int(Self.pastSpan / step)
    guard count > 1 else { return [] }
    let answer: PrometheusAnswer
    do throws(PollFailure) {
      answer = try await call.range(
        query.past(step: step), from: now - Double(count) * step, to: now - step / 2, step: step)
    } catch { return [] }
    return (1...count).reversed().compactMap { number in
      let age = Double(number) * step
      var fold = PrometheusFold()
      fold.add(answer) { series in series.points.first { abs($0.time - (now - age)) < step / 2 }?.value }
      let series = fold.series(hasRecent: false)
      return series.isEmpty ? nil : StoreReading.Moment(age: age, series: series)
    }
  }
}
