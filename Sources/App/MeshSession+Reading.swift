import Dashboard
import Documents
import Kubernetes
import Texts
import TrafficConfig

extension MeshSession {
  /// The Events that the API server keeps about some objects of a namespace.
  func events(_ request: EventsRequest) async -> Result<[ObjectEvent], ReadingFailure> {
    guard let client else { return .failure(ReadingFailure(tr("There is no Kubernetes API to ask."))) }
    let wanted = Set(request.names)
    do throws(KubernetesError) {
      let list = try await client.list(.events, namespace: request.namespace)
      return .success(
        list.items.compactMap { document in
          let object = document["involvedObject"]
          let name = EventsRequest.Name(
            kind: object?["kind"]?.string ?? "", name: object?["name"]?.string ?? "")
          return wanted.contains(name) ? ObjectEvent(document, about: name) : nil
        })
    } catch {
      return .failure(ReadingFailure(error.operatorText))
    }
  }

  /// The end of the log of a pod's application or sidecar.
  func log(_ request: LogRequest) async -> Result<PodLog, ReadingFailure> {
    guard let client else { return .failure(ReadingFailure(tr("There is no Kubernetes API to ask."))) }
    do throws(KubernetesError) {
      let pod = try await client.get(.pods, namespace: request.namespace, name: request.pod)
      guard let container = Self.container(of: pod, isProxy: request.isProxy) else {
        let which = request.isProxy ? tr("istio-proxy container") : tr("container of an application")
        return .failure(ReadingFailure(tr("The pod \(request.pod) has no \(which).")))
      }
      let text = try await client.podLog(
        namespace: request.namespace, pod: request.pod, container: container, lines: request.lines)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      return .success(
        PodLog(
          namespace: request.namespace, pod: request.pod, container: container,
          lines: lines.last == "" ? Array(lines.dropLast()) : lines))
    } catch {
      return .failure(ReadingFailure(error.operatorText))
    }
  }

  /// The sidecar, which may be an init container that goes on running; else the container that the pod's annotation
  /// names, or the first that is no sidecar. A gateway's pod has only the proxy.
  private static func container(of pod: JSONValue, isProxy: Bool) -> String? {
    let own = (pod["spec"]?["containers"]?.array ?? []).compactMap { $0["name"]?.string }
    let before = (pod["spec"]?["initContainers"]?.array ?? [])
      .filter { $0["restartPolicy"]?.string == "Always" }.compactMap { $0["name"]?.string }
    let sidecar = "istio-proxy"
    if isProxy { return (own + before).contains(sidecar) ? sidecar : nil }
    if let chosen = pod["metadata"]?["annotations"]?["kubectl.kubernetes.io/default-container"]?.string,
      own.contains(chosen), chosen != sidecar
    {
      return chosen
    }
    return own.first { $0 != sidecar } ?? own.first
  }
}

extension ObjectEvent {
  init(_ document: JSONValue, about name: EventsRequest.Name) {
    let series = document["series"]
    // Old recorders and new ones write the time in different fields, the new ones with fractions of seconds.
    let times = [
      series?["lastObservedTime"], document["lastTimestamp"], document["eventTime"], document["firstTimestamp"],
      document["metadata"]?["creationTimestamp"],
    ].compactMap { $0?.string }
    self.init(
      time: times.first.flatMap { Timestamp.seconds($0.count > 20 ? String($0.prefix(19)) + "Z" : $0) },
      isWarning: document["type"]?.string == "Warning", reason: document["reason"]?.string ?? "",
      message: (document["message"]?.string ?? "").split(whereSeparator: \.isNewline).joined(separator: " "),
      object: "\(name.kind) \(name.name)", count: series?["count"]?.int ?? document["count"]?.int ?? 1)
  }
}
