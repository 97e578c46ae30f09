extension SimplifiedChinese {
  /// What requests to the API server come to.
  static let server: [String: String] = [
    "Cannot {}": "无法 {}",
    "{}: {} cannot be reached ({}). Check that the cluster is up, and the context.": "{}：无法连接 {}（{}）。请检查集群是否运行以及上下文。",
    "{}: no answer from {} within {}. Try again, or check the network.": "{1}：{2} 在 {3} 内没有应答。请重试，或检查网络。",
    "{}: {} sent nothing for {}. The stream is started again.": "{}：{} 已 {} 没有发送数据。将重新开始。",
    "{}: {} closed the connection before its answer was complete. Try again.": "{}：{} 在应答完成前关闭了连接。请重试。",
    "{}: the answer is larger than {} MB. Narrow it to a namespace.": "{}：应答超过 {} MB。请限定到一个命名空间。",
    " of user \"{}\"": "（用户“{}”）",
    "{}: {} does not accept the credentials{} (401). Log in again, or choose another context.":
      "{}：{} 不接受凭据{}（401）。请重新登录，或选择其他上下文。",
    "Not allowed to {}: {}. Ask for the RBAC verb \"{}\" on \"{}\", or choose a namespace where you have it.":
      "无权 {}：{}。请申请对“{4}”的 RBAC 动词“{3}”，或选择您有权限的命名空间。",
    "{}: {}. It may have been deleted; look at the list again.": "{}：{}。它可能已被删除；请重新查看列表。",
    "{}: {} does not serve this kind. Is Istio installed in this cluster?": "{}：{} 不提供此类型。此集群安装了 Istio 吗？",
    "{}: {}. Read it and change it instead.": "{}：{}。请读取后修改它。",
    "{}: other field managers own these fields: {}. Read it again, and decide who owns them.":
      "{}：其他字段管理者拥有这些字段：{}。请重新读取，并决定归谁所有。",
    "{}: it changed meanwhile ({}). Read it again and repeat the change.": "{}：它在此期间已改变（{}）。请重新读取并重做改动。",
    "{}: refused as invalid: {}. Correct it and try again.": "{}：因无效被拒绝：{}。请更正后重试。",
    "{}: {}. The list is read again.": "{}：{}。将重新读取列表。",
    "{}: {} is overloaded (429). Wait a little, or lengthen the refresh interval.": "{}：{} 过载（429）。请稍候，或延长刷新间隔。",
    "{}: {} does not do this: {}.": "{}：{} 不支持此操作：{}。",
    "{}: {} answered {}{}. Try again; if it stays, look at the server's log.": "{}：{} 应答 {}{}。请重试；若仍如此，请查看服务器日志。",
    "{}: {} answered with something unexpected ({}). Is it a Kubernetes API server, or did a proxy or a login page answer in its place? Check the kubeconfig's server and proxy-url, HTTPS_PROXY and NO_PROXY, and log in.":
      "{}：{} 的应答不符合预期（{}）。它是 Kubernetes API 服务器吗，还是代理或登录页面代为应答？请检查 kubeconfig 的 server 与 proxy-url、HTTPS_PROXY 和 NO_PROXY，并登录。",
    "{}: the command ended with status {}{}.": "{}：命令以状态 {}{} 结束。",
    "{}: cancelled.": "{}：已取消。",
    "the name {} is not known": "名称 {} 无法解析",
    "no connection to {}:{}": "无法连接到 {}:{}",
    "connecting took too long": "连接耗时过长",
    "the TLS handshake took too long; does the server speak TLS on this port?": "TLS 握手耗时过长；服务器在此端口使用 TLS 吗？",
    "the proxy wants a login (407)": "代理要求登录（407）",
    "the proxy does not let it through": "代理不予放行",
    "the proxy does not answer": "代理没有应答",
    "the server closed the connection": "服务器关闭了连接",
    "connection refused": "连接被拒绝",
    "no route to the host": "没有到主机的路由",
    "the network is unreachable": "网络不可达",
    "the server reset the connection": "服务器重置了连接",
    "its certificate is not signed by the authority that the kubeconfig names": "其证书不是由 kubeconfig 指定的机构签发",
    "it does not speak TLS on this port; should the server URL be http://?": "它在此端口不使用 TLS；服务器 URL 是否应为 http://？",
    "its certificate is for another host name": "其证书属于其他主机名",
    "TLS failed: ": "TLS 失败：",
    "the connection could not be opened": "无法打开连接",
  ]
}
