extension SimplifiedChinese {
  /// Why there is nothing to draw.
  static let empty: [String: String] = [
    "Waiting for the first figures.": "正在等待第一批数据。",
    "{} proxies are being asked; the first rates take two polls.": "正在查询 {} 个代理；两次轮询后才有第一批速率。",
    "Looking for services, pods and proxies in {}.": "正在 {} 中查找服务、Pod 和代理。",
    "Waiting for {} so far.": "已等待 {}。",
    "Connecting to {} …": "正在连接 {} …",
    "The API server of {} cannot be reached.": "无法连接 {} 的 API 服务器。",
    "Trying again by itself. Check VPN and network, or choose another context with --context.":
      "会自动重试。请检查 VPN 和网络，或用 --context 选择其他上下文。",
    "{} does not accept the credentials.": "{} 不接受这些凭据。",
    "The token or certificate may have expired: log in again as you do for kubectl, and Vigla takes the new one. Ctrl-R tries at once, and lets a login plugin ask you.":
      "令牌或证书可能已过期：请像使用 kubectl 那样重新登录，Vigla 会采用新的凭据。Ctrl-R 立即重试，并让登录插件向您询问。",
    "You may not read this in {}.": "您无权读取 {} 中的内容。",
    "Vigla needs to list pods and services and to get pods/proxy. Ask for these rights, or choose a namespace where you have them with -n.":
      "Vigla 需要列出 Pod 和服务并读取 pods/proxy 的权限。请申请这些权限，或用 -n 选择您有权限的命名空间。",
    "Something is wrong with {}.": "{} 出了问题。",
    "Trying again by itself.": "会自动重试。",
    "There are no pods in {}.": "{} 中没有 Pod。",
    "Choose another namespace below, or all of them with :ns *.": "请在下面选择其他命名空间，或用 :ns * 选择全部。",
    "namespaces": "命名空间",
    "{} pods run there, none of them with an Istio proxy, so nothing can be measured.":
      "那里运行着 {} 个 Pod，都没有 Istio 代理，因此无法测量。",
    "To inject proxies: kubectl label namespace {} istio-injection=enabled, then restart the deployments. For an ambient mesh choose a namespace with a waypoint.":
      "注入代理：kubectl label namespace {} istio-injection=enabled，然后重启各 Deployment。对于 ambient 网格，请选择带有 waypoint 的命名空间。",
    "No proxies in {}.": "{} 中没有代理。",
    "The only proxy does not answer.": "唯一的代理没有应答。",
    "None of {} proxies answers.": "{} 个代理都没有应答。",
    "Their statistics are read through the API server (pods/proxy, port 15090). A network policy, missing rights or a proxy that does not serve them may be in the way.":
      "统计数据经由 API 服务器读取（pods/proxy，端口 15090）。可能的原因：网络策略、缺少权限，或代理不提供统计数据。",
    "{} of {} proxies answer, the newest request was {} ago.": "{2} 个代理中有 {1} 个应答，最近一次请求在 {3} 前。",
    "{} of {} proxies answer, and none has seen a request since Vigla started.":
      "{2} 个代理中有 {1} 个应答，自 Vigla 启动以来都没有见到请求。",
    "all pods have a proxy": "所有 Pod 都有代理",
    "{} pods have no proxy and cannot be seen": "{} 个 Pod 没有代理，无法观测",
    "all metrics are readable": "所有指标都可读取",
    "{} proxies do not answer": "{} 个代理没有应答",
    "No traffic in {} in the last {}.": "{} 在最近 {} 内没有流量。",
    "Likely: nobody is calling. Other reasons:": "很可能没有人在调用。其他原因：",
    "Likely: nobody calls any more, or a gateway or a route does not lead here any more. Other reasons:":
      "很可能不再有人调用，或者某个网关或路由不再通向这里。其他原因：",
    "ruled out: {}": "已排除：{}",
  ]
}
