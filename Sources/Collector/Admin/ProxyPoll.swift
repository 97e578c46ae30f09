import MeshModel
import ProxyStats

/// One poll of one proxy: its stats page, and its admin interface where that is wanted.
struct ProxyPoll: Sendable {
  var stats: Result<PollFold, PollFailure>
  /// Nil where it was not looked at.
  var admin: Result<AdminLook, PollFailure>?
  /// When the stats page had come or failed, in seconds since 1970.
  var statsEnd: Double

  static func run(
    _ source: any MeshSource, _ request: PollRequest, into fold: PollFold, plan: AdminLook.Plan,
    clock: any CollectorClock
  ) async -> ProxyPoll {
    let start = clock.now
    var poll = ProxyPoll(stats: await stats(source, request, into: fold), admin: nil, statsEnd: clock.now)
    guard poll.wantsAdmin(plan, isQuick: clock.now - start < request.deadline / 2) else { return poll }
    var rest = request
    rest.isInspection = plan.occasion == .always
    rest.deadline = max(0.5, request.deadline - (clock.now - start))
    do throws(PollFailure) {
      poll.admin = .success(try await look(source.admin, rest, plan: plan, clock: clock))
    } catch {
      poll.admin = .failure(error)
    }
    return poll
  }

  /// A stats page that is refused quickly says nothing of the admin interface; one that is waited for in vain does.
  private func wantsAdmin(_ plan: AdminLook.Plan, isQuick: Bool) -> Bool {
    switch plan.occasion {
    case .never: return false
    case .always: return isQuick
    case .unlessIstio:
      guard case .success(let fold) = stats else { return isQuick }
      return fold.parser.values.allSatisfy(\.isNaN)
    }
  }

  private static func stats(
    _ source: any MeshSource, _ request: PollRequest, into fold: PollFold
  ) async -> Result<PollFold, PollFailure> {
    do throws(PollFailure) {
      return .success(try await source.poll(request, into: fold))
    } catch {
      return .failure(error)
    }
  }

  private static func look(
    _ admin: any ProxyAdmin, _ request: PollRequest, plan: AdminLook.Plan, clock: any CollectorClock
  ) async throws(PollFailure) -> AdminLook {
    var look = AdminLook()
    if plan.asksIdentity {
      let info = try await admin.get(AdminPaths.serverInfo, of: request)
      look.info = try page { () throws(AdminPageError) in try ServerInfoPage.parse(info) }
      let listeners = try await admin.get(AdminPaths.listeners, of: request)
      look.listeners = try page { () throws(AdminPageError) in try ListenersPage.parse(listeners) }
      look.bytes += info.count + listeners.count
    }
    let asked = clock.now
    let clusters = try await admin.get(AdminPaths.clusters, of: request)
    look.time = (asked + clock.now) / 2
    look.clusters = try page { () throws(AdminPageError) in try ClustersPage.parse(clusters) }
    let stats = try await admin.get(AdminPaths.counters, of: request)
    look.bytes += clusters.count + stats.count
    let counters = EnvoyCounters(parsing: stats, clusters: look.clusters)
    look.counters = counters.process
    for index in look.clusters.indices {
      look.clusters[index].counters = counters.clusters[look.clusters[index].id]
    }
    if look.counters.asyncRequests ?? 0 > 0, plan.knownRoutes != AdminLook.routesVersion(look.counters) {
      var targets: Set<String> = []
      for path in [AdminPaths.dynamicRoutes, AdminPaths.staticRoutes] {
        let dump = try await admin.get(path, of: request)
        look.bytes += dump.count
        targets.formUnion(try page { () throws(AdminPageError) in try RoutesPage.mirrorTargets(dump) })
      }
      look.mirrorTargets = targets.sorted()
    }
    return look
  }

  private static func page<Value>(_ parse: () throws(AdminPageError) -> Value) throws(PollFailure) -> Value {
    do throws(AdminPageError) {
      return try parse()
    } catch {
      throw PollFailure(reason: error.message)
    }
  }
}
