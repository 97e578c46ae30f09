import Collector
import Kubernetes
import MeshModel
import Texts

extension MeshSession {
  /// Collects until the rates cover the whole window, and gives that look at the mesh.
  ///
  /// Rates run from poll to poll, so a look counts as whole when it lacks less than half an interval; where proxies come
  /// and go and none is ever whole, the look ends two intervals after the window.
  ///
  /// - Throws: `SessionProblem` if the mesh cannot be reached or the user may not read it.
  public func look() async throws -> MeshUpdate {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(collecting.window + 2 * collecting.refresh)
    return try await firstUpdate { update in
      // A store knows what was before the session, so that its first answer is whole.
      if let store = update.snapshot.store {
        if store.age == nil, let problem = store.problem { throw SessionProblem(storeProblem: problem, of: store) }
        return store.age != nil
      }
      return update.snapshot.windowSeconds >= collecting.window - collecting.refresh / 2 || clock.now >= end
    }
  }

  /// Collects only until the first rates are there, for commands that edit.
  public func glance() async throws -> MeshUpdate {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(5)
    return try await firstUpdate {
      $0.snapshot.windowSeconds > 0 || $0.snapshot.store?.problem != nil || clock.now >= end
    }
  }

  /// What is configured, without waiting for traffic.
  public func configuration() async throws -> MeshUpdate { try await firstUpdate { _ in true } }

  private func firstUpdate(where isEnough: (MeshUpdate) throws -> Bool) async throws -> MeshUpdate {
    for await update in await collector.updates() {
      if let problem = update.snapshot.controlPlaneProblem {
        throw SessionProblem(problem: await withNamespaces(problem))
      }
      if let missing = namespaces?.first(where: { !update.namespaces.contains($0) }), !update.namespaces.isEmpty {
        let known = update.namespaces.joined(separator: ", ")
        throw SessionProblem(
          problem: ControlPlaneProblem(.other, tr("There is no namespace \(missing). There are: \(known).")))
      }
      if try isEnough(update) { return update }
    }
    throw SessionProblem(problem: ControlPlaneProblem(.other, tr("The collection ended before it saw the mesh.")))
  }

  /// Where all namespaces are refused, those that are not belong to the answer.
  private func withNamespaces(_ problem: ControlPlaneProblem) async -> ControlPlaneProblem {
    guard problem.kind == .forbidden, namespaces == nil, let names = try? await readableNamespaces(), !names.isEmpty
    else { return problem }
    let list = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? tr(" and more") : "")
    return ControlPlaneProblem(.forbidden, tr("\(problem.text) You may look at \(list), with -n."))
  }

  /// The API version in which new objects of networking.istio.io are written: the best that the cluster serves.
  public func networkingVersion() async throws -> String {
    // As a Result: the Swift 6.3 optimiser crashes on a typed error that is thrown on untyped from here.
    guard let version = try await servedVersions().get().first else {
      throw SessionProblem(
        problem: ControlPlaneProblem(
          .other, tr("The cluster does not serve networking.istio.io: Istio is not installed.")))
    }
    return "networking.istio.io/\(version)"
  }

  private func servedVersions() async -> Result<[String], KubernetesError> {
    guard let client else { return .success([]) }
    do throws(KubernetesError) {
      return .success(try await client.discoverIstioVersions())
    } catch {
      return .failure(error)
    }
  }
}
