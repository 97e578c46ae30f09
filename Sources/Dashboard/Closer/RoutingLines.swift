import Cells
import MeshModel
import Texts
import TrafficConfig

/// Writes the routing and the policy in force for a service, in words.
struct RoutingLines {
  var reader: CloserReader

  func lines(width: Int) -> [TextLine] {
    guard let service = reader.service else {
      return TextLine.wrapped(tr("No service leads to it, so no rule of routing is about it."), width: width, .muted)
    }
    let configuration = reader.view.configuration
    guard let info = configuration.service(service) else {
      return [TextLine(tr("The service \(service) is not known to Kubernetes."), .warning)]
    }
    var lines: [TextLine] = []
    let splits = configuration.splits(ofService: service)
    for split in splits {
      if !lines.isEmpty { lines.append(TextLine()) }
      lines += route(split, width: width)
    }
    lines.append(TextLine())
    lines.append(TextLine(tr("POLICY"), .heading))
    let policy = configuration.effectivePolicy(host: service.host(domain: configuration.domain)).words
    lines +=
      policy.isEmpty
      ? [TextLine(tr("the mesh's defaults: least requests, no limits, no outlier detection"), .muted)]
      : policy.flatMap { TextLine.wrapped($0, width: width) }
    let written = configuration.mutualTLS.written(namespace: service.namespace)
    lines.append(
      TextLine(tr("mTLS \((written ?? .permissive).rawValue)"), written == .disable ? .warning : .text)
        + TextLine(written == nil ? tr(" by default: plain text is taken too") : tr(" by a PeerAuthentication"), .muted)
    )
    lines += [TextLine(), TextLine(tr("PORTS"), .heading)]
    lines += info.ports.map { port in
      TextLine("\(port.number)".leftPadded(6))
        + TextLine(tr("  \(port.name)  to \(port.targetPort)") + (port.appProtocol.map { "  \($0)" } ?? ""), .muted)
    }
    lines += [TextLine(), TextLine(tr("OBJECTS"), .heading)]
    if reader.objects.isEmpty { lines.append(TextLine(tr("none"), .muted)) }
    for reference in reader.objects {
      let found = reader.findings[reference]
      lines.append(
        TextLine(found.isEmpty ? "✓ " : found[0].level == .error ? "✗ " : "! ", Self.style(found))
          + TextLine(reference.description))
      for finding in found {
        lines += TextLine.wrapped(
          "\(finding.code) \(finding.message)", width: max(10, width - 4), Self.style([finding])
        )
        .map { TextLine("    ") + $0 }
      }
    }
    return lines
  }

  private static func style(_ found: [ValidationMessage]) -> Style {
    switch found.first?.level {
    case .error?: .error
    case .warning?, .info?: .warning
    case nil: .healthy
    }
  }

  private func route(_ split: RouteSplit, width: Int) -> [TextLine] {
    var lines: [TextLine] = []
    let entries = split.entryPoints.filter { $0 != VirtualService.mesh }
    var head = TextLine(split.title, .heading)
    if !entries.isEmpty { head.append(tr("  through \(entries.joined(separator: ", "))"), .muted) }
    if let location = split.location { head.append("  \(location.virtualService)", .muted) }
    lines.append(head.cut(to: width))
    if let match = split.matchSummary { lines += TextLine.wrapped(tr("if \(match)"), width: width) }
    for extra in split.extras { lines += TextLine.wrapped(tr("it \(extra)"), width: width, .warning) }
    let rows = split.rows.filter { $0.isInRoute || split.location == nil }
    if rows.isEmpty, !split.rows.isEmpty { lines.append(TextLine("  → " + tr("all ready pods"))) }
    let names = rows.map { TextWidth.of($0.version) }.max() ?? 0
    for row in rows {
      var line = TextLine("  " + row.version.rightPadded(names + 2))
      line.append(Figures.weight(row.percent).leftPadded(5) + " %  ")
      line.append(Bar.text(row.percent / 100, width: min(24, max(8, width / 4))), .barFilled)
      line.append(
        tr("  \(row.readyPods) of \(Figures.counted(row.pods, "pod")) ready"), row.readyPods == 0 ? .degraded : .muted)
      if !row.isDefined { line.append(tr("  ! no DestinationRule defines the subset"), .error) }
      lines.append(line.cut(to: width))
    }
    if split.location == nil {
      lines.append(
        TextLine(tr("  no VirtualService decides: requests spread over all ready pods"), .muted).cut(to: width))
    }
    return lines
  }
}
