import App
import ArgumentParser
import Collector
import Kubernetes
import MeshModel
import Report
import TrafficConfig

/// A look at a mesh from the connection up, for `vigla doctor`.
struct Diagnosis: Sendable {
  var report = DoctorReport()
  /// Nil where Vigla can work.
  var exitCode: ExitCode?

  /// Asks for everything in its turn; what fails is a finding.
  ///
  /// - Parameters:
  ///   - direct: statistics are read at the pods' addresses.
  ///   - readOnly: nobody wants to write.
  static func make(_ session: MeshSession, direct: Bool, readOnly: Bool) async -> Diagnosis {
    var diagnosis = Diagnosis()
    if let client = session.client {
      guard await diagnosis.reach(client, session) else { return diagnosis }
    }
    let update = await diagnosis.look(session)
    let planes = update.map(controlPlaneNamespaces) ?? [MeshDefaults.rootNamespace]
    if session.client != nil { await diagnosis.survey(session, planes, direct: direct, readOnly: readOnly) }
    return diagnosis
  }

  private static func controlPlaneNamespaces(_ update: MeshUpdate) -> [String] {
    let configuration = update.configuration
    return Set(
      [configuration.rootNamespace] + configuration.rootNamespaces.values
        + update.snapshot.controlPlanes.map(\.namespace)
    ).sorted()
  }

  // MARK: Connection

  /// False where the API server does not answer.
  private mutating func reach(_ client: KubernetesClient, _ session: MeshSession) async -> Bool {
    let connection = client.connection
    report.add("context", .ok, "\(connection.contextName), cluster \(connection.clusterName)")
    let clock = ContinuousClock()
    let start = clock.now
    do {
      let version = try await client.serverVersion()
      let took = Int((clock.now - start) / .milliseconds(1))
      report.add("API server", .ok, "\(connection.server), Kubernetes \(version), answered in \(took) ms")
    } catch {
      report.add("API server", .problem, Exits.describe(error))
      exitCode = Exits.code(for: error)
      return false
    }
    if let user = try? await client.whoAmI() {
      report.add("user", .ok, "\(user.name), groups \(user.groups.joined(separator: ", "))")
    } else {
      report.add("user", .warning, "\(connection.userName) in the kubeconfig; the server does not tell who that is")
    }
    do {
      let versions = try await client.discoverIstioVersions()
      if versions.isEmpty {
        report.add("Istio API", .problem, "networking.istio.io is not served: Istio is not installed in this cluster.")
      } else {
        report.add("Istio API", .ok, "networking.istio.io in \(versions.joined(separator: ", "))")
      }
    } catch {
      report.add("Istio API", .warning, Exits.describe(error))
    }
    return true
  }

  // MARK: Mesh

  private mutating func look(_ session: MeshSession) async -> MeshUpdate? {
    do {
      let update = try await session.glance()
      tell(update, session)
      return update
    } catch {
      report.add("mesh", .problem, Exits.describe(error))
      exitCode = Exits.code(for: error)
      return nil
    }
  }

  private mutating func tell(_ update: MeshUpdate, _ session: MeshSession) {
    let snapshot = update.snapshot
    for plane in snapshot.controlPlanes {
      let version = plane.version.map { "Istio \($0)" } ?? "of unknown version"
      report.add(
        "istiod", plane.replicas.available > 0 ? .ok : .problem,
        "\(plane.name) in \(plane.namespace), \(version), revision \(plane.revision), "
          + "\(plane.replicas.available) of \(plane.replicas.desired) ready")
    }
    if snapshot.controlPlanes.isEmpty, session.client != nil {
      report.add("istiod", .warning, "not seen: no right to look for it, or it runs outside of this cluster")
    }
    let configuration = update.configuration
    let others = Set(configuration.rootNamespaces.values).sorted()
    report.add(
      "mesh", .ok,
      "root namespace \(([configuration.rootNamespace] + others).joined(separator: ", ")), domain \(configuration.domain)"
        + (update.trustDomain.map { ", trust domain \($0)" } ?? ""))
    report.add("namespaces", .ok, Self.namespaces(snapshot.namespaces))
    tellProxies(snapshot)
    for notice in snapshot.notices where notice.level != .info && notice.code != "proxy-failing" {
      report.add("notice", notice.level == .error ? .problem : .warning, notice.text)
    }
  }

  private mutating func tellProxies(_ snapshot: MeshSnapshot) {
    let pods = snapshot.workloads.flatMap(\.pods)
    let kinds = ProxyKind.allCases.compactMap { kind -> String? in
      let count = pods.count { $0.proxy == kind }
      return count > 0 ? "\(count) \(kind.rawValue)" : nil
    }
    let ambient = pods.count { $0.isAmbient && !$0.hasProxy }
    let bare = pods.count { !$0.isMeshed }
    let parts =
      kinds + (ambient > 0 ? ["\(ambient) ambient"] : []) + (bare > 0 ? ["\(bare) outside the mesh"] : [])
    report.add("pods", .ok, parts.isEmpty ? "none" : parts.joined(separator: ", "))
    let failing = snapshot.proxies.compactMap { proxy -> String? in
      if case .failing(let reason) = proxy.state { "\(proxy.id): \(reason)" } else { nil }
    }
    let count = snapshot.proxies.count
    let example = failing.first.map { "; \($0)" } ?? ""
    report.add(
      "proxies", failing.isEmpty ? (count > 0 ? .ok : .warning) : failing.count == count ? .problem : .warning,
      "\(snapshot.proxies.count { $0.state == .answering }) of \(count) answer\(example)")
  }

  private static func namespaces(_ infos: [NamespaceInfo]) -> String {
    let meshed = infos.filter { $0.mode != "none" }
    let words = meshed.prefix(8).map { info in
      let mode = info.mutualTLS.map { ", mTLS \($0.rawValue)" } ?? ""
      return "\(info.name) (\(info.mode)\(info.revision.map { " " + $0 } ?? "")\(mode))"
    }
    let rest = meshed.count > 8 ? " and \(meshed.count - 8) more" : ""
    return "\(infos.count) seen, \(meshed.count) in the mesh"
      + (words.isEmpty ? "" : ": " + words.joined(separator: ", ") + rest)
  }

  // MARK: Rights

  private mutating func survey(
    _ session: MeshSession, _ planes: [String], direct: Bool, readOnly: Bool
  ) async {
    do {
      let rights = try await session.rights(controlPlanes: planes)
      report.rights = rights.verdicts.map { verdict in
        DoctorReport.Right(
          purpose: verdict.need.purpose, namespace: verdict.namespace, place: verdict.placeText,
          missing: Self.words(verdict.missing), isEssential: verdict.need.isEssential)
      }
      report.manifests = RoleManifests(user: rights.user, namespaces: session.namespaces, controlPlanes: planes)
        .documents(for: rights, includesWrites: !readOnly)
      if rights.lacksEssentials(needsPodProxy: !direct) {
        exitCode = Exits.forbidden
        await suggest(session)
      }
      if let reason = rights.readOnlyReason {
        report.add("writing", .warning, "read-only: \(reason)")
      }
    } catch {
      report.add("rights", .warning, "The server does not tell what you may do. \(Exits.describe(error))")
    }
  }

  /// Where all namespaces are not allowed, some may be.
  private mutating func suggest(_ session: MeshSession) async {
    guard session.namespaces == nil, let names = try? await session.readableNamespaces(), !names.isEmpty else { return }
    report.add(
      "namespaces", .ok,
      "You may look at \(names.prefix(12).joined(separator: ", "))\(names.count > 12 ? " and more" : "") with -n.")
  }

  /// `list, watch pods` for grants of one resource.
  private static func words(_ grants: [Rights.Grant]) -> [String] {
    var verbs: [(resource: String, verbs: [String])] = []
    for grant in grants {
      if let at = verbs.firstIndex(where: { $0.resource == grant.resource }) {
        verbs[at].verbs.append(grant.verb)
      } else {
        verbs.append((grant.resource, [grant.verb]))
      }
    }
    return verbs.map { "\($0.verbs.joined(separator: "/")) \($0.resource)" }
  }
}
