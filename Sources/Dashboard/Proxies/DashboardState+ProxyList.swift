import Cells
import MeshModel
import Texts

extension DashboardState {
  func proxiesModel() -> TableModel {
    guard shown != nil else { return TableModel(noun: "proxy", emptyReason: waitingReason) }
    let proxies = shownProxies
    var model = TableModel(
      ids: proxies.map(\.id), noun: "proxy", sort: .init(column: "state", isDescending: true))
    model.copied = { proxies[$0].id }
    model.labels = { place in
      ["namespace": proxies[place].namespace, "name": proxies[place].pod, "workload": proxies[place].workload ?? ""]
    }
    model.note = { place in
      let trouble = ProxyWords.trouble(proxies[place])
      return trouble.map { TextLine($0.text, $0.style) } ?? TextLine(tr("✓ answers"), .muted)
    }
    func looked(_ proxy: ProxyStatus, _ count: Int) -> TableCell {
      proxy.adminAge == nil
        ? TableCell(NumberFormat.missing, .muted, key: SortKey.absent)
        : TableCell("\(count)", count > 0 ? .degraded : .text, key: .number(Double(count)))
    }
    model.columns = [
      TableColumn("state", "", name: tr("state"), width: 1...1, rank: 0) { place in
        let sign = ProxyWords.sign(proxies[place])
        let rank: Double =
          switch sign.style {
          case .failure: 3
          case .degraded: 2
          case .muted: 1
          default: 0
          }
        return TableCell(sign.text, sign.style, key: .number(rank))
      },
      TableColumn(
        "namespace", tr("NAMESPACE"), width: 9...24, rank: 6, isShown: context.namespaces?.count != 1, isSearched: true
      ) {
        TableCell(proxies[$0].namespace, .muted)
      },
      TableColumn("pod", tr("POD"), width: 16...44, rank: 1, isSearched: true) {
        TableCell(ProxyWords.name(proxies[$0]))
      },
      TableColumn("workload", tr("WORKLOAD"), width: 12...30, rank: 7, isSearched: true) {
        TableCell(proxies[$0].workload ?? NumberFormat.missing)
      },
      TableColumn("source", tr("SOURCE"), width: 8...8, rank: 2) { place in
        let source = proxies[place].source
        return TableCell(source?.words ?? NumberFormat.missing, source == .clusters ? .accent : .text)
      },
      TableColumn("envoy", tr("ENVOY"), width: 8...8, rank: 5) {
        TableCell(proxies[$0].info?.version ?? NumberFormat.missing, .muted)
      },
      TableColumn("age", tr("AGE"), width: 6...6, isNumber: true, rank: 3) {
        TableCell.figure(proxies[$0].age, Figures.age(proxies[$0].age))
      },
      TableColumn("poll", tr("POLL"), width: 6...6, isNumber: true, rank: 8) {
        TableCell(Figures.milliseconds(proxies[$0].latencyMs), .muted, key: .figure(proxies[$0].latencyMs))
      },
      TableColumn("size", tr("SIZE"), width: 7...7, isNumber: true, rank: 9) {
        TableCell(ProxyWords.bytes(proxies[$0].bytes), .muted, key: .number(Double(proxies[$0].bytes)))
      },
      TableColumn("rejected", tr("REJECTED"), width: 8...8, isNumber: true, rank: 10) { place in
        let (text, style) = ProxyWords.rejected(proxies[place])
        return TableCell(text, style, key: .number(ProxyWords.rejections(proxies[place])))
      },
      TableColumn("ejected", tr("EJECTED"), width: 7...7, isNumber: true, rank: 4) {
        looked(proxies[$0], proxies[$0].ejections)
      },
      TableColumn("open", tr("OPEN"), name: tr("open breakers"), width: 5...5, isNumber: true, rank: 4) {
        looked(proxies[$0], proxies[$0].openBreakers)
      },
    ]
    model.emptyReason = [
      TextLine(tr("No proxy is known here: no pod in \(context.scope) has one.")), refusalHint,
    ]
    return model
  }
}
