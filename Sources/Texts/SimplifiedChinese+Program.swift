extension SimplifiedChinese {
  /// What the program tells around the screens.
  static let program: [String: String] = [
    "Sent to the terminal's clipboard: {}. Some terminals refuse; tmux needs set-clipboard on.":
      "已发送到终端剪贴板：{}。有些终端会拒绝；tmux 需要 set-clipboard on。",
    "Too long for the terminal's clipboard: {}. Mark fewer rows.": "对终端剪贴板来说太长：{}。请减少标记的行。",
    "Recording to {}.": "正在录制到 {}。",
    "This is a recording.": "这是录像。",
    "The recording is not whole: {}.": "录像不完整：{}。",
    "The context {} cannot be used: {}": "无法使用上下文 {}：{}",
    "Namespaces cannot be listed here: type the name of one. {}": "这里无法列出命名空间：请输入名称。{}",
    "Recording has ended: it is of {} alone.": "录制已结束：只录制 {}。",
    "Gateways of other namespaces are not seen: {}": "看不到其他命名空间的网关：{}",
    "Nothing can be written here.": "这里无法写入。",
    "Nothing was changed: the collection has ended.": "没有改动：数据收集已结束。",
    "The positions of cards in {} cannot be used: cards are laid out anew, and the file is written again.":
      "无法使用 {} 中的卡片位置：将重新布局，并重写该文件。",
    "The positions of cards cannot be kept in {}.": "无法将卡片位置保存到 {}。",
    "{}. The settings stay as they were.": "{}。设置保持不变。",
    "There is no Kubernetes to ask.": "没有可查询的 Kubernetes。",
    "The collection ended before it saw the mesh.": "数据收集在看到网格之前结束。",
    " and more": " 等",
    "{} You may look at {}, with -n.": "{} 您可以用 -n 查看 {}。",
    "The cluster does not serve networking.istio.io: Istio is not installed.": "集群不提供 networking.istio.io：未安装 Istio。",
    "There is no Kubernetes API to ask.": "没有可查询的 Kubernetes API。",
    "istio-proxy container": "istio-proxy 容器",
    "container of an application": "应用容器",
    "The pod {} has no {}.": "Pod {} 没有 {}。",
    "There is no Kubernetes behind --endpoints, so there is nothing to write to.":
      "--endpoints 背后没有 Kubernetes，因此无处可写。",
    "Started with --read-only.": "以 --read-only 启动。",
    "The context {} is read-only by {}.": "上下文 {} 被 {} 设为只读。",
    "This look at the mesh cannot be kept: {}": "无法保留这次观察：{}",
    "Recording has ended. {}": "录制已结束。{}",
    "the cluster": "集群",
    "{} may not {} {} in {}.": "{1} 无权在 {4} 中 {2} {3}。",
    "any of {} namespaces": "{} 个命名空间中的任何一个",
    "{} may not update virtualservices in {}.": "{} 无权在 {} 中更新 virtualservices。",
    "Cannot write {}, so nothing can be edited.": "无法写入 {}，因此不能编辑。",
    "The editor {} did not end well, so nothing is changed. Set $EDITOR to another.":
      "编辑器 {} 异常结束，因此没有改动。请将 $EDITOR 设为其他编辑器。",
    "The editor {} left no file, so nothing is changed.": "编辑器 {} 没有留下文件，因此没有改动。",
    "Cannot make a private folder in {}, so nothing can be edited.": "无法在 {} 中建立私有目录，因此不能编辑。",
  ]
}
