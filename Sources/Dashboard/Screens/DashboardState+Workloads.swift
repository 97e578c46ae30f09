import Cells
import MeshModel
import Texts

extension DashboardState {
  func workloadsModel() -> TableModel {
    guard let view = shown else { return TableModel(noun: "workload", emptyReason: waitingReason) }
    let workloads = view.snapshot.workloads
    let snapshot = view.snapshot
    let nodes = snapshot.workloadNodes
    let row = workloads.map { nodes[$0.id] }
    var model = TableModel(
      ids: workloads.map(\.id.rowID), noun: "workload", sort: .init(column: "health", isDescending: true))
    model.copied = { workloads[$0].id.description }
    model.labels = { place in
      workloads[place].labels.merging([
        "namespace": workloads[place].id.namespace, "name": workloads[place].id.name,
        "health": workloads[place].health(row[place]).status.word,
      ]) { $1 }
    }
    let graphType = snapshot.graphType
    model.note = { place in
      let workload = workloads[place]
      let health = workload.health(row[place])
      if let reason = health.reason { return TextLine("\(health.status.sign) \(reason)", health.status.style) }
      if row[place] == nil, graphType == .service || graphType == .app {
        return TextLine(
          tr("· the \(graphType.words) graph has no figures of single workloads: v in the graph chooses another"),
          .muted)
      }
      let bare = workload.pods.count { !$0.isMeshed }
      if bare > 0 {
        return TextLine(tr("! \(Figures.counted(bare, "pod")) without a proxy: not seen, no mTLS"), .warning)
      }
      return TextLine("\(health.status.sign) \(health.status.word)", .muted)
    }
    model.columns = [
      TableColumn("health", "", name: tr("health"), width: 1...1, rank: 0) { place in
        TableParts.sign(workloads[place].health(row[place]))
      },
      TableColumn("name", tr("WORKLOAD"), width: 14...44, rank: 0, isSearched: true) {
        TableCell(workloads[$0].id.name)
      },
      TableColumn(
        "namespace", tr("NAMESPACE"), width: 10...30, rank: 5, isShown: context.namespaces?.count != 1, isSearched: true
      ) {
        TableCell(workloads[$0].id.namespace, .muted)
      },
      TableColumn("version", tr("VERSION"), width: 7...16, rank: 6, isSearched: true) {
        TableCell(workloads[$0].version ?? NumberFormat.missing, .muted)
      },
      TableColumn("pods", tr("PODS"), width: 6...6, isNumber: true, rank: 1) { place in
        let workload = workloads[place]
        let wanted = workload.replicas?.desired ?? workload.pods.count
        return TableParts.pods(workload.replicas?.available ?? workload.pods.count(where: \.isReady), wanted)
      },
      TableColumn("proxied", tr("MESH"), name: tr("pods in the mesh"), width: 5...5, isNumber: true, rank: 9) { place in
        let workload = workloads[place]
        let count = workload.pods.count(where: \.isMeshed)
        return TableCell(
          "\(count)/\(workload.pods.count)", count < workload.pods.count ? .warning : .text, key: .number(Double(count))
        )
      },
      TableColumn("rate", tr("IN/S"), name: tr("requests in"), width: 7...7, isNumber: true, rank: 1) {
        row[$0].map { TableParts.rate($0.inbound) } ?? TableCell(NumberFormat.missing, .muted, key: SortKey.absent)
      },
      TableColumn("errors", tr("ERR"), width: 5...5, isNumber: true, rank: 2) {
        TableParts.errors(row[$0]?.inbound.percentError)
      },
      TableColumn("p50", "P50", width: 6...6, isNumber: true, rank: 10) { TableParts.latency(row[$0]?.latency?.p50) },
      TableColumn("p95", "P95", width: 6...6, isNumber: true, rank: 3) { TableParts.latency(row[$0]?.latency?.p95) },
      TableColumn("p99", "P99", width: 6...6, isNumber: true, rank: 11) { TableParts.latency(row[$0]?.latency?.p99) },
      TableColumn("out", tr("OUT/S"), name: tr("requests out"), width: 7...7, isNumber: true, rank: 7) {
        row[$0].map { TableParts.rate($0.outbound) } ?? TableCell(NumberFormat.missing, .muted, key: SortKey.absent)
      },
      TableColumn("trend", tr("TREND"), width: 10...40, isTrend: true, rank: 4) { place in
        guard let node = row[place], let points = snapshot.nodeHistory[node.id] else {
          return TableCell(NumberFormat.missing, .muted, key: SortKey.absent)
        }
        return TableParts.trend(History([Array(points.suffix(History.listed))]))
      },
      TableColumn("app", tr("APP"), width: 8...24, rank: 12, isShown: false, isSearched: true) {
        TableCell(workloads[$0].app ?? NumberFormat.missing, .muted)
      },
      TableColumn("account", tr("ACCOUNT"), name: tr("service account"), width: 8...24, rank: 13, isShown: false) {
        TableCell(workloads[$0].serviceAccount, .muted)
      },
    ]
    model.emptyReason = [
      TextLine(tr("No pods run in \(context.scope), or they may not be listed.")),
      refusalHint,
    ]
    return model
  }
}

extension MeshSnapshot {
  /// The node of each workload that had traffic; empty for graphs that fold workloads together. O(nodes).
  var workloadNodes: [WorkloadID: MeshNode] {
    guard graphType == .versionedApp || graphType == .workload else { return [:] }
    var found: [WorkloadID: MeshNode] = [:]
    for node in nodes where node.kind == .app || node.kind == .workload {
      guard let name = node.workload else { continue }
      found[WorkloadID(cluster: node.cluster, namespace: node.namespace, name: name)] = node
    }
    return found
  }
}

extension WorkloadInfo {
  /// By its traffic where there is some, else by its pods.
  func health(_ node: MeshNode?) -> Health {
    if let node, node.health.status != .na { return node.health }
    guard let replicas else { return Health(.idle) }
    if replicas.desired == 0 { return Health(.notReady) }
    if replicas.available >= replicas.desired { return Health(.idle) }
    return Health(
      replicas.available == 0 ? .failure : .degraded,
      reason: tr("\(replicas.available) of \(replicas.desired) replicas available"))
  }
}
