<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>ActionChips</name>
    <message>
        <source>过款后 {time} 打勾</source>
        <translation>Ticked {time} after the take</translation>
    </message>
    <message>
        <source>还没做，已过 {time}</source>
        <translation>Not done yet, {time} have passed</translation>
    </message>
    <message>
        <source>做完后点一下打勾</source>
        <translation>Click to tick it once it is done</translation>
    </message>
    <message>
        <source>放单后 {time} 打勾</source>
        <translation>ticked {time} after the release</translation>
    </message>
</context>
<context>
    <name>Age</name>
    <message>
        <source>尚无数据</source>
        <translation>no data yet</translation>
    </message>
    <message>
        <source>{n} 秒前</source>
        <translation>{n} s ago</translation>
    </message>
    <message>
        <source>{n} 分钟前</source>
        <translation>{n} min ago</translation>
    </message>
    <message>
        <source>{n} 小时前</source>
        <translation>{n} h ago</translation>
    </message>
</context>
<context>
    <name>AlertList</name>
    <message>
        <source>{id}（不在排品中）</source>
        <translation>{id} (not in the run order)</translation>
    </message>
    <message>
        <source>{name}：超卖 {n} 件</source>
        <translation>{name}: oversold by {n}</translation>
    </message>
    <message>
        <source>{name}：已售罄，还可放 {n} 件</source>
        <translation>{name}: sold out, {n} unreleased</translation>
    </message>
    <message>
        <source>{name}：只剩 {left} 件，还可放 {n} 件</source>
        <translation>{name}: {left} left, {n} unreleased</translation>
    </message>
    <message>
        <source>开播 {n} 分钟，还没有收到订单和数据</source>
        <translation>Live for {n} min, and no orders or readings yet</translation>
    </message>
    <message>
        <source>订单和数据已 {n} 分钟没有更新</source>
        <translation>No new orders or readings for {n} min</translation>
    </message>
    <message>
        <source>、</source>
        <comment>between the parts of a list</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>{name}：已讲解 {length}，“{actions}”未打勾</source>
        <translation>{name}: “{actions}” not ticked, {length} on air</translation>
    </message>
    <message>
        <source>{n} 秒</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>看订单</source>
        <translation>See orders</translation>
    </message>
    <message>
        <source>放 {n} 件</source>
        <translation>Release {n}</translation>
    </message>
    <message>
        <source>改库存…</source>
        <translation>Stock…</translation>
    </message>
    <message>
        <source>重试</source>
        <translation>Retry</translation>
    </message>
    <message>
        <source>重连</source>
        <translation>Reconnect</translation>
    </message>
    <message>
        <source>导入订单…</source>
        <translation>Import orders…</translation>
    </message>
    <message>
        <source>{action} 已做</source>
        <translation>{action}: done</translation>
    </message>
    <message>
        <source>{name}：订单断了 {length}</source>
        <translation>{name}: no orders for {length}</translation>
    </message>
    <message>
        <source>{name}：数据断了 {length}</source>
        <translation>{name}: no figures for {length}</translation>
    </message>
    <message>
        <source>不再等它</source>
        <translation>Stop waiting</translation>
    </message>
    <message>
        <source>导入…</source>
        <translation>Import…</translation>
    </message>
    <message>
        <source>{name}：超卖 {n} 件，另有 {m} 件未放先卖</source>
        <translation>{name}: oversold by {n}, and {m} sold before release</translation>
    </message>
    <message>
        <source>{name}：未放先卖 {n} 件</source>
        <translation>{name}: sold before release {n}</translation>
    </message>
    <message>
        <source>{name}：已售罄，全放完了</source>
        <translation>{name}: sold out, all released</translation>
    </message>
    <message>
        <source>{name}：只剩 {left} 件，全放完了</source>
        <translation>{name}: {left} left, all released</translation>
    </message>
    <message>
        <source>{name}：{clock} 整点，还有 {length}</source>
        <translation>{name}: hard start {clock} in {length}</translation>
    </message>
    <message>
        <source>{name}：{clock} 整点已过 {length}</source>
        <translation>{name}: hard start {clock}, late by {length}</translation>
    </message>
    <message>
        <source>{name}：{clock} 整点，到点了</source>
        <translation>{name}: hard start {clock}, now</translation>
    </message>
    <message>
        <source>现在上</source>
        <translation>Take now</translation>
    </message>
    <message>
        <source>跳过</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>排到下一个</source>
        <translation>Put next</translation>
    </message>
    <message>
        <source>{name}：约 {minutes} 分钟（{range}）卖完，剩 {left} 件，还可放 {n} 件</source>
        <translation>{name}: gone in ~{minutes} min ({range}), {left} left, {n} more to release</translation>
    </message>
    <message>
        <source>{name}：约 {minutes} 分钟（{range}）卖完，剩 {left} 件，全放完了</source>
        <translation>{name}: gone in ~{minutes} min ({range}), {left} left, all released</translation>
    </message>
    <message>
        <source>{what}，{n} 单：{ids}</source>
        <translation>{what}, {n} orders: {ids}</translation>
    </message>
    <message>
        <source>{what}，{n} 单：{ids} 等</source>
        <translation>{what}, {n} orders: {ids}…</translation>
    </message>
</context>
<context>
    <name>AskLine</name>
    <message>
        <source>取消 Esc</source>
        <translation>Cancel Esc</translation>
    </message>
</context>
<context>
    <name>Bridge</name>
    <message>
        <source>TikTok 直播</source>
        <translation>TikTok live</translation>
    </message>
    <message>
        <source>哔哩哔哩直播</source>
        <translation>Bilibili live</translation>
    </message>
    <message>
        <source>抖音，Windows 上最常用</source>
        <translation>Douyin, the usual one on Windows</translation>
    </message>
    <message>
        <source>抖音，f2 或 douyinLive 转出的消息</source>
        <translation>Douyin, as f2 or douyinLive pass it on</translation>
    </message>
</context>
<context>
    <name>BridgePage</name>
    <message>
        <source>{n} 秒后再试。</source>
        <translation>Again in {n} s.</translation>
    </message>
    <message>
        <source>、</source>
        <comment>between the parts of a list</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>不用</source>
        <translation>None</translation>
    </message>
    <message>
        <source>别的直播间的 {n} 条没有算。</source>
        <translation>Messages of other rooms left out: {n}.</translation>
    </message>
    <message>
        <source>助手同时开着几个直播间时，写主播昵称或从听到过的里面选；两个直播间的数字从不混在一起。</source>
        <translation>Where a bridge has several rooms open, write the host’s name or choose from those heard. Numbers of two rooms are never mixed.</translation>
    </message>
    <message>
        <source>听到直播间：{rooms}。</source>
        <translation>Rooms heard: {rooms}.</translation>
    </message>
    <message>
        <source>在线 {n} 人。</source>
        <translation>{n} online.</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>对方说直播已结束。</source>
        <translation>It says that the live is over.</translation>
    </message>
    <message>
        <source>已连接，最近一条消息 {age}。</source>
        <translation>Connected, last message {age}.</translation>
    </message>
    <message>
        <source>已连接，还没有消息。</source>
        <translation>Connected, no message yet.</translation>
    </message>
    <message>
        <source>弹幕助手</source>
        <translation>Bridge</translation>
    </message>
    <message>
        <source>弹幕助手是另外装的程序，把直播间的在线人数、进房、点赞、关注和评论转到本机。中控只听，从不往里发任何东西，也不发评论；它不带订单。</source>
        <translation>A barrage bridge is another program on this machine that passes on people online, who comes in, likes, follows and comments. The console only listens: it sends nothing to it and posts no comments. Orders do not come this way.</translation>
    </message>
    <message>
        <source>弹幕助手的地址要以 ws:// 开头，例如 {example}。</source>
        <translation>A bridge’s address begins with ws://, such as {example}.</translation>
    </message>
    <message>
        <source>正在连接 {address}…</source>
        <translation>Connecting to {address}…</translation>
    </message>
    <message>
        <source>正在连接，听几秒…</source>
        <translation>Connecting and listening for some seconds…</translation>
    </message>
    <message>
        <source>没有在听。</source>
        <translation>Not listening.</translation>
    </message>
    <message>
        <source>测试</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>现在</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>留空就用它自己的默认地址。</source>
        <translation>Empty: where it listens by itself.</translation>
    </message>
    <message>
        <source>直播间</source>
        <translation>Room</translation>
    </message>
    <message>
        <source>直播间：{room}。</source>
        <translation>Room: {room}.</translation>
    </message>
    <message>
        <source>第一个听到的</source>
        <translation>The first that is heard</translation>
    </message>
    <message>
        <source>练习场次不听真的直播间；离开练习后才连接。</source>
        <translation>A practice show never listens to a real room; it connects when you leave practice.</translation>
    </message>
    <message>
        <source>评论 {n} 条。</source>
        <translation>Comments: {n}.</translation>
    </message>
    <message>
        <source>读不懂的 {n} 条。</source>
        <translation>{n} could not be read.</translation>
    </message>
    <message>
        <source>连上了。</source>
        <translation>Connected.</translation>
    </message>
    <message>
        <source>连上了，但 {n} 条消息都读不懂：多半选错了弹幕助手，或它的版本不同。</source>
        <translation>Connected, but nothing it sent could be read (messages: {n}): probably another bridge was chosen, or its version differs.</translation>
    </message>
    <message>
        <source>连上了，这几秒没有消息。直播间有人说话或进出时才有。</source>
        <translation>Connected, with no message in these seconds. They come when somebody speaks, comes or goes.</translation>
    </message>
</context>
<context>
    <name>CatalogueDialog</name>
    <message>
        <source>商品库</source>
        <translation>Catalogue</translation>
    </message>
    <message>
        <source>新商品 Ctrl+N</source>
        <translation>New product Ctrl+N</translation>
    </message>
    <message>
        <source>导入表…</source>
        <translation>Import…</translation>
    </message>
    <message>
        <source>导出表…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>空白表…</source>
        <translation>Template…</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>并到别的商品…</source>
        <translation>Merge into…</translation>
    </message>
    <message>
        <source>还原</source>
        <translation>Revert</translation>
    </message>
    <message>
        <source>保存 Ctrl+Enter</source>
        <translation>Save Ctrl+Enter</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>{n} 组可能是同一个商品，看看…</source>
        <translation>Possible duplicates: {n} – look…</translation>
    </message>
    <message>
        <source>左边选一个商品，或按 Ctrl+N 新建</source>
        <translation>Choose a product on the left, or begin one with Ctrl+N</translation>
    </message>
    <message>
        <source>商品库还是空的。
导入一张表（“空白表…”里有样子），或按 Ctrl+N 新建第一个商品。</source>
        <translation>The catalogue is empty.
Import a sheet (“Template…” shows what it looks like), or begin the first product with Ctrl+N.</translation>
    </message>
    <message>
        <source>正在读商品库…</source>
        <translation>Reading the catalogue…</translation>
    </message>
    <message>
        <source>“{name}”已保存</source>
        <translation>“{name}” is saved</translation>
    </message>
    <message>
        <source>从商品库里删除“{name}”？</source>
        <translation>Delete “{name}” from the catalogue?</translation>
    </message>
    <message>
        <source>排好的场次不受影响。它的 SKU 和各平台的 ID 就不再认得。</source>
        <translation>Planned shows stay as they are. Its SKUs and platform IDs will no longer be known.</translation>
    </message>
    <message>
        <source>留着</source>
        <translation>Keep it</translation>
    </message>
    <message>
        <source>“{name}”已删除</source>
        <translation>“{name}” is deleted</translation>
    </message>
    <message>
        <source>改过的还没有保存</source>
        <translation>There are changes that are not saved</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>放弃修改</source>
        <translation>Discard them</translation>
    </message>
    <message>
        <source>接着改</source>
        <translation>Keep editing</translation>
    </message>
    <message>
        <source>“{name}”并到哪个商品？</source>
        <translation>Merge “{name}” into which product?</translation>
    </message>
    <message>
        <source>商品库表 (*.xlsx *.xlsm *.csv)</source>
        <translation>Catalogue sheets (*.xlsx *.xlsm *.csv)</translation>
    </message>
    <message>
        <source>选商品库表</source>
        <translation>Choose a catalogue sheet</translation>
    </message>
    <message>
        <source>导出商品库</source>
        <translation>Export the catalogue</translation>
    </message>
    <message>
        <source>商品库.xlsx</source>
        <translation>catalogue.xlsx</translation>
    </message>
    <message>
        <source>{n} 个商品已写到 {path}</source>
        <translation>Products written: {n}, to {path}</translation>
    </message>
    <message>
        <source>保存空白商品库表</source>
        <translation>Save an empty catalogue sheet</translation>
    </message>
    <message>
        <source>商品库模板.xlsx</source>
        <translation>catalogue template.xlsx</translation>
    </message>
    <message>
        <source>空白表在 {path}</source>
        <translation>The empty sheet is {path}</translation>
    </message>
</context>
<context>
    <name>CatalogueImportDialog</name>
    <message>
        <source>导入商品库 · {file}</source>
        <translation>Import into the catalogue · {file}</translation>
    </message>
    <message>
        <source>再读一次</source>
        <translation>Read again</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>正在读…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>这个文件没有导入，什么都没有改</source>
        <translation>This file was not imported; nothing changed</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>这张表有 {count} 处要改，什么都没有导入</source>
        <translation>Cells to correct in this sheet: {count}. Nothing was imported</translation>
    </message>
    <message>
        <source>位置</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>哪里不对</source>
        <translation>What is wrong</translation>
    </message>
    <message>
        <source>怎么改</source>
        <translation>What would do</translation>
    </message>
    <message>
        <source>在表格软件里改好并保存，再读一次。</source>
        <translation>Correct them in your spreadsheet program, save, and read again.</translation>
    </message>
    <message>
        <source>新增 {added} 个，更新 {changed} 个，{same} 个没有变</source>
        <translation>{added} new, {changed} updated, {same} unchanged</translation>
    </message>
    <message>
        <source>新增</source>
        <translation>New</translation>
    </message>
    <message>
        <source>更新</source>
        <translation>Updated</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>怎样</source>
        <translation>How</translation>
    </message>
    <message>
        <source>商品</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>是什么</source>
        <translation>What</translation>
    </message>
    <message>
        <source>表里空着的不动，表里没有的商品、SKU 和证照也留着：导入不会删掉什么。</source>
        <translation>What the sheet leaves empty stays, and so do products, SKUs and documents it does not have: an import removes nothing.</translation>
    </message>
    <message>
        <source>{n} 个 SKU</source>
        <translation>SKUs: {n}</translation>
    </message>
    <message>
        <source>{n} 份证照</source>
        <translation>documents: {n}</translation>
    </message>
    <message>
        <source>{field} 有改动</source>
        <translation>{field} changed</translation>
    </message>
    <message>
        <source>{field} {was} → {now}</source>
        <translation>{field} {was} → {now}</translation>
    </message>
    <message>
        <source>没有导入，什么都没有改</source>
        <translation>Not imported; nothing changed</translation>
    </message>
</context>
<context>
    <name>CatalogueList</name>
    <message>
        <source>名称、品牌、ID、条码、拼音首字母</source>
        <translation>Name, brand, ID, barcode, pinyin initials</translation>
    </message>
    <message>
        <source>查找商品</source>
        <translation>Find products</translation>
    </message>
    <message>
        <source>看哪些商品</source>
        <translation>Which products</translation>
    </message>
    <message>
        <source>全部商品</source>
        <translation>All products</translation>
    </message>
    <message>
        <source>证照过期</source>
        <translation>Documents expired</translation>
    </message>
    <message>
        <source>30 天内到期</source>
        <translation>Expiring within 30 days</translation>
    </message>
    <message>
        <source>没填有效期</source>
        <translation>No expiry entered</translation>
    </message>
    <message>
        <source>划线价没有依据</source>
        <translation>List price unproved</translation>
    </message>
    <message>
        <source>{n} 个</source>
        <translation>{n}</translation>
    </message>
</context>
<context>
    <name>CatalogueModel</name>
    <message>
        <source>商品</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>品牌</source>
        <translation>Brand</translation>
    </message>
    <message>
        <source>直播价</source>
        <translation>Live price</translation>
    </message>
    <message>
        <source>证照</source>
        <translation>Documents</translation>
    </message>
</context>
<context>
    <name>CataloguePicker</name>
    <message>
        <source>就用它 Enter</source>
        <translation>Use it Enter</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>商品库还是空的：先在“场次 → 商品库…”里导入或新建</source>
        <translation>The catalogue is empty: import or add products in Show → Catalogue first</translation>
    </message>
</context>
<context>
    <name>CataloguePictures</name>
    <message>
        <source>图片</source>
        <translation>Pictures</translation>
    </message>
    <message>
        <source>加图片…</source>
        <translation>Add…</translation>
    </message>
    <message>
        <source>放到最前</source>
        <translation>Put first</translation>
    </message>
    <message>
        <source>去掉</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>{file} 不是图片，或者太大</source>
        <translation>{file} is no picture, or too large</translation>
    </message>
    <message>
        <source>图片 (*.png *.jpg *.jpeg *.webp *.gif *.bmp)</source>
        <translation>Pictures (*.png *.jpg *.jpeg *.webp *.gif *.bmp)</translation>
    </message>
    <message>
        <source>选图片</source>
        <translation>Choose pictures</translation>
    </message>
</context>
<context>
    <name>CatalogueWords</name>
    <message>
        <source>划线价</source>
        <translation>List price</translation>
    </message>
    <message>
        <source>直播价</source>
        <translation>Live price</translation>
    </message>
    <message>
        <source>成本价</source>
        <translation>Cost</translation>
    </message>
    <message>
        <source>证书</source>
        <translation>Certificate</translation>
    </message>
    <message>
        <source>授权</source>
        <translation>Authorisation</translation>
    </message>
    <message>
        <source>检测报告</source>
        <translation>Test report</translation>
    </message>
    <message>
        <source>抖音</source>
        <translation>Douyin</translation>
    </message>
    <message>
        <source>淘宝 / 天猫</source>
        <translation>Taobao / Tmall</translation>
    </message>
    <message>
        <source>拼多多</source>
        <translation>Pinduoduo</translation>
    </message>
    <message>
        <source>小红书</source>
        <translation>Xiaohongshu</translation>
    </message>
    <message>
        <source>快手</source>
        <translation>Kuaishou</translation>
    </message>
    <message>
        <source>视频号</source>
        <translation>WeChat Channels</translation>
    </message>
    <message>
        <source>条码相同</source>
        <translation>One barcode</translation>
    </message>
    <message>
        <source>ID 只差大小写或空格</source>
        <translation>IDs that differ in case or blanks only</translation>
    </message>
    <message>
        <source>名称相同</source>
        <translation>One name</translation>
    </message>
    <message>
        <source>长期有效</source>
        <translation>permanent</translation>
    </message>
    <message>
        <source>没填有效期</source>
        <translation>no expiry</translation>
    </message>
    <message>
        <source>过期 {n} 天</source>
        <translation>expired {n} d ago</translation>
    </message>
    <message>
        <source>今天到期</source>
        <translation>expires today</translation>
    </message>
    <message>
        <source>还有 {n} 天</source>
        <translation>{n} d left</translation>
    </message>
    <message>
        <source>至 {day}</source>
        <translation>until {day}</translation>
    </message>
</context>
<context>
    <name>CheatSheet</name>
    <message>
        <source>按键表</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>按 Esc 或点一下关闭 · 在“设置 → 按键”里可以改</source>
        <translation>Esc or a click closes · change them in Settings → Keys</translation>
    </message>
</context>
<context>
    <name>CommentsDock</name>
    <message>
        <source>{n} 条/分</source>
        <translation>{n} a minute</translation>
    </message>
    <message>
        <source>↑ 新评论 {n}</source>
        <translation>↑ {n} new</translation>
    </message>
    <message>
        <source>只留最近 {n} 条，放在内存里，关掉程序就没有了；昵称和内容都不写进文件。</source>
        <translation>The latest {n} are kept, in memory, and are gone when the program is closed; neither names nor words are written to a file.</translation>
    </message>
    <message>
        <source>只看提到链接号的评论</source>
        <translation>Only comments that name a link number</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>已连接</source>
        <translation>connected</translation>
    </message>
    <message>
        <source>弹幕助手已选好，还没有评论。评论来了就会出现在这里，最新的在最上面。</source>
        <translation>A bridge is chosen and nothing was said yet. Comments appear here as they come, the newest on top.</translation>
    </message>
    <message>
        <source>找到 {n} · {held}</source>
        <translation>{n} found · {held}</translation>
    </message>
    <message>
        <source>断了，{n} 秒后重连</source>
        <translation>lost, again in {n} s</translation>
    </message>
    <message>
        <source>断了，正在重连</source>
        <translation>lost, trying again</translation>
    </message>
    <message>
        <source>查找，拼音首字母也行</source>
        <translation>Find, by pinyin initials too</translation>
    </message>
    <message>
        <source>正在查找…</source>
        <translation>Searching…</translation>
    </message>
    <message>
        <source>没有这样的评论。</source>
        <translation>No such comment.</translation>
    </message>
    <message>
        <source>练习场次开播后，模拟观众会在这里说话。</source>
        <translation>Once the practice show is live, its audience speaks here.</translation>
    </message>
    <message>
        <source>评论</source>
        <translation>Comments</translation>
    </message>
    <message>
        <source>近 5 分钟有 {n} 条评论提到 {link} 号；按下只看这些</source>
        <translation>Comments of the last 5 minutes that name link {link}: {n}; press to see these alone</translation>
    </message>
    <message>
        <source>这里滚动显示直播间的评论、每分钟多少条、大家在问几号链接。
评论由弹幕助手（比如 DouyinBarrageGrab）从本机转来：先打开它，再在设置的“弹幕”页选好它。
中控只看不发，评论只留在内存里，不写进文件。</source>
        <translation>Here are the room’s comments, how many a minute, and which links are asked for.
They come from a barrage bridge on this machine, such as DouyinBarrageGrab: start it, then choose it in the settings under “Barrage”.
The console reads and never posts; comments stay in memory and go to no file.</translation>
    </message>
    <message>
        <source>连接中…</source>
        <translation>connecting…</translation>
    </message>
    <message>
        <source>连接弹幕助手…</source>
        <translation>Connect a bridge…</translation>
    </message>
    <message>
        <source>问链接</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>{link}号 ×{n}</source>
        <translation>#{link} ×{n}</translation>
    </message>
    <message>
        <source>对方已下播</source>
        <translation>the live is over there</translation>
    </message>
    <message>
        <source>练习观众</source>
        <translation>Practice audience</translation>
    </message>
</context>
<context>
    <name>ConnectionDialog</name>
    <message>
        <source>连接 OBS</source>
        <translation>Connect to OBS</translation>
    </message>
    <message>
        <source>显示密码</source>
        <translation>Show password</translation>
    </message>
    <message>
        <source>打开程序时自动连接</source>
        <translation>Connect when the program starts</translation>
    </message>
    <message>
        <source>测试(&amp;T)</source>
        <translation>&amp;Test</translation>
    </message>
    <message>
        <source>保存并连接(&amp;S)</source>
        <translation>&amp;Save and connect</translation>
    </message>
    <message>
        <source>断开(&amp;D)</source>
        <translation>&amp;Disconnect</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>复制说明(&amp;C)</source>
        <translation>&amp;Copy the steps</translation>
    </message>
    <message>
        <source>在 OBS 28 或更新的版本里：
① 菜单「工具」→「WebSocket 服务器设置」
② 勾选「开启 WebSocket 服务器」，端口不改就是 4455
③ 点「显示连接信息」，把「服务器密码」复制到这里
④ 点「应用」，再回来点「测试」
OBS 在另一台电脑上时，地址填那台电脑的 IP，并允许 OBS 通过防火墙。</source>
        <translation>In OBS 28 or newer:
① Open Tools → WebSocket Server Settings
② Tick Enable WebSocket server; the port is 4455 unless changed
③ Press Show Connect Info and copy the server password here
④ Press Apply, come back and press Test
If OBS runs on another computer, enter that computer&apos;s IP address and let OBS through its firewall.</translation>
    </message>
    <message>
        <source>端口</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>开关在 OBS 的哪里</source>
        <translation>Where the switch is in OBS</translation>
    </message>
    <message>
        <source>正在测试 {address}…</source>
        <translation>Testing {address}…</translation>
    </message>
    <message>
        <source>正在连接 {address}…</source>
        <translation>Connecting to {address}…</translation>
    </message>
    <message>
        <source>已复制</source>
        <translation>Copied</translation>
    </message>
    <message>
        <source>{state} · {address} · OBS {version} · {n} 个场景</source>
        <translation>{state} · {address} · OBS {version} · scenes: {n}</translation>
    </message>
    <message>
        <source>{state}：{reason}</source>
        <translation>{state}: {reason}</translation>
    </message>
    <message>
        <source>可以连接：OBS {version}（WebSocket {ws}），{n} 个场景，{ms} 毫秒</source>
        <translation>Ready: OBS {version} (WebSocket {ws}), scenes: {n}, {ms} ms</translation>
    </message>
</context>
<context>
    <name>Controls</name>
    <message>
        <source>给主播</source>
        <translation>To the host</translation>
    </message>
    <message>
        <source>一句话，主播屏会闪到她点“知道了”</source>
        <translation>One line; it flashes on the host&apos;s screen until it is read</translation>
    </message>
    <message>
        <source>发给主播 Enter</source>
        <translation>Send Enter</translation>
    </message>
    <message>
        <source>记一笔</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>写进操作日志，带时间</source>
        <translation>Goes into the journal with the time</translation>
    </message>
    <message>
        <source>记下 Enter</source>
        <translation>Note it Enter</translation>
    </message>
</context>
<context>
    <name>ConversionChart</name>
    <message>
        <source>直播中</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>近 5 分钟</source>
        <translation>last 5 min</translation>
    </message>
    <message>
        <source>逐分钟</source>
        <translation>by minute</translation>
    </message>
    <message>
        <source>点击-成交转化率</source>
        <translation>Click-to-sale conversion</translation>
    </message>
    <message>
        <source>人数</source>
        <translation>people</translation>
    </message>
    <message>
        <source>成交人数 ÷ 商品点击人数</source>
        <translation>buyers ÷ clickers of the item</translation>
    </message>
    <message>
        <source>次数</source>
        <translation>counts</translation>
    </message>
    <message>
        <source>点击-成交转化率（{basis}，{window}）</source>
        <translation>Click-to-sale conversion ({basis}, {window})</translation>
    </message>
    <message>
        <source>标“{basis}”的另按{basis}，不可相比</source>
        <translation>those marked “{basis}” go by {basis} and do not compare</translation>
    </message>
    <message>
        <source>转化率（{basis}，{window}）</source>
        <translation>CVR ({basis}, {window})</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>转化率</source>
        <translation>CVR</translation>
    </message>
    <message>
        <source>分子</source>
        <translation>Numerator</translation>
    </message>
    <message>
        <source>分母</source>
        <translation>Denominator</translation>
    </message>
</context>
<context>
    <name>ConversionWords</name>
    <message>
        <source>这段时间没有读数</source>
        <translation>No readings in this stretch</translation>
    </message>
    <message>
        <source>这段时间没有读数，最近一次在 {clock}</source>
        <translation>No readings in this stretch, the last at {clock}</translation>
    </message>
    <message>
        <source>尚无点击数据：来自平台数据推送或粘贴，有了点击才能算转化</source>
        <translation>No clicks yet: they come by push, paste or by hand</translation>
    </message>
    <message>
        <source>这几款尚无点击数据：在“选商品”里换有点击的款</source>
        <translation>No clicks for these items yet: choose others that have some</translation>
    </message>
    <message>
        <source>有点击人数，还没有成交人数：转化率两边都要按人数，不拿订单行数代替</source>
        <translation>Clickers are known, buyers are not: both must be people</translation>
    </message>
    <message>
        <source>有成交人数，还没有点击人数：转化率两边都要按人数</source>
        <translation>Buyers are known, clickers are not: both must be people</translation>
    </message>
    <message>
        <source>人数</source>
        <translation>people</translation>
    </message>
    <message>
        <source>次数</source>
        <translation>counts</translation>
    </message>
    <message>
        <source>来源 {source}</source>
        <translation>source: {source}</translation>
    </message>
    <message>
        <source>订单数 ÷ 商品点击次数</source>
        <translation>orders ÷ clicks on the item</translation>
    </message>
    <message>
        <source>订单行数 ÷ 商品点击次数</source>
        <translation>order lines ÷ clicks on the item</translation>
    </message>
    <message>
        <source>近 10 分钟比再前 10 分钟高，不是偶然（99%）</source>
        <translation>Higher in the last 10 min than in the 10 before, beyond chance (99%)</translation>
    </message>
    <message>
        <source>近 10 分钟比再前 10 分钟低，不是偶然（99%）</source>
        <translation>Lower in the last 10 min than in the 10 before, beyond chance (99%)</translation>
    </message>
    <message>
        <source>没有点击</source>
        <translation>No clicks</translation>
    </message>
    <message>
        <source>人</source>
        <translation>ppl</translation>
    </message>
    <message>
        <source>次</source>
        <translation>cnt</translation>
    </message>
    <message>
        <source>{sides} · 95% 置信区间 {interval}</source>
        <translation>{sides} · 95% confidence {interval}</translation>
    </message>
    <message>
        <source>、</source>
        <comment>between the parts of a list</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>{metrics}：{source} · {age}</source>
        <translation>{metrics}: {source} · {age}</translation>
    </message>
    <message>
        <source>订单行：按付款时间，取自订单</source>
        <translation>Order lines: from the orders, by time paid</translation>
    </message>
    <message>
        <source>另有 {sources} 也报这些数，不相加</source>
        <translation>also from {sources}, not added</translation>
    </message>
    <message>
        <source>{n} 款这一分钟没有读数，留空不画</source>
        <translation>{n} not read in this minute: left open</translation>
    </message>
    <message>
        <source>{name} 售罄</source>
        <translation>{name} sold out</translation>
    </message>
    <message>
        <source>还有 {n} 条</source>
        <translation>{n} more</translation>
    </message>
    <message>
        <source>另有 {n} 款这时没有点击</source>
        <translation>{n} more had no clicks then</translation>
    </message>
</context>
<context>
    <name>CountsDialog</name>
    <message>
        <source>点击人数</source>
        <translation>Clickers</translation>
    </message>
    <message>
        <source>成交人数</source>
        <translation>Buyers</translation>
    </message>
    <message>
        <source>手工录入数据</source>
        <translation>Enter numbers</translation>
    </message>
    <message>
        <source>直播间</source>
        <translation>Room</translation>
    </message>
    <message>
        <source>记下 Ctrl+Enter</source>
        <translation>Keep Ctrl+Enter</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>照平台屏幕上的累计数填，只填看到的；空着的不动。时间记为按下“记下”的那一刻，来源记为“手工录入”。</source>
        <translation>Enter the running totals as the platform shows them, only those you see; empty cells change nothing. They count as of the moment you keep them, and their source is “Entered by hand”.</translation>
    </message>
    <message>
        <source>点击次数</source>
        <translation>Clicks</translation>
    </message>
    <message>
        <source>曝光次数</source>
        <translation>Exposures</translation>
    </message>
    <message>
        <source>订单数</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>在线</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>观看人数</source>
        <translation>Viewers</translation>
    </message>
    <message>
        <source>评论数</source>
        <translation>Comments</translation>
    </message>
    <message>
        <source>商品</source>
        <translation>Item</translation>
    </message>
    <message>
        <source>上次 {n}</source>
        <translation>last {n}</translation>
    </message>
    <message>
        <source>填了 {n} 个数还没有记下。再按一次 Esc 或“取消”就不要了</source>
        <translation>Numbers not kept yet: {n}. Press Esc or Cancel once more to drop them</translation>
    </message>
    <message>
        <source>{name} 的{title}：看不懂“{text}”（共 {n} 处）。填数字，如 1234 或 1.2万</source>
        <translation>{name}, {title}: “{text}” is no number (cells: {n}). Enter one like 1234 or 1.2万</translation>
    </message>
    <message>
        <source>还没有填数</source>
        <translation>No number yet</translation>
    </message>
    <message>
        <source>{name}：{value} 比上次的 {last} 小（共 {n} 处）。打错了就改；平台重新计数了，再按一次 Ctrl+Enter 记下</source>
        <translation>{name}: {value} is below the last {last} (such numbers: {n}). Correct it, or if the platform counts anew, press Ctrl+Enter once more</translation>
    </message>
    <message>
        <source>没有写进文件：{detail}。数字还在，可以再试</source>
        <translation>Not written to the file: {detail}. The numbers are still here; try again</translation>
    </message>
    <message>
        <source>数字键直接填 · Enter 下一行 · Ctrl+Enter 记下 · 灰字是上次填的</source>
        <translation>Enter: next line · Ctrl+Enter: keep · grey: the last number</translation>
    </message>
</context>
<context>
    <name>CueLine</name>
    <message>
        <source>重试</source>
        <translation>Retry</translation>
    </message>
    <message>
        <source>场景 → {scene}</source>
        <translation>Scene → {scene}</translation>
    </message>
    <message>
        <source>OBS 联动</source>
        <translation>OBS cues</translation>
    </message>
    <message>
        <source>等待 OBS…</source>
        <translation>waiting for OBS…</translation>
    </message>
    <message>
        <source>{ms} 毫秒</source>
        <translation>{ms} ms</translation>
    </message>
    <message>
        <source>OBS 没有连接，没有发送</source>
        <translation>OBS not connected, nothing sent</translation>
    </message>
    <message>
        <source>OBS 没有响应</source>
        <translation>OBS does not answer</translation>
    </message>
    <message>
        <source>已被后一个动作取代</source>
        <translation>overtaken by a newer action</translation>
    </message>
    <message>
        <source>失败</source>
        <translation>failed</translation>
    </message>
    <message>
        <source>无 OBS</source>
        <translation>no OBS</translation>
    </message>
</context>
<context>
    <name>CueList</name>
    <message>
        <source>添加</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>什么也不做</source>
        <translation>Nothing</translation>
    </message>
</context>
<context>
    <name>CueRow</name>
    <message>
        <source>插入</source>
        <translation>Insert</translation>
    </message>
    <message>
        <source>不做</source>
        <translation>Don&apos;t</translation>
    </message>
    <message>
        <source>去掉上一级要求的同一个动作</source>
        <translation>Drops the same cue of the wider level</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>在场景</source>
        <translation>in scene</translation>
    </message>
    <message>
        <source>这一款的场景</source>
        <translation>the entry&apos;s scene</translation>
    </message>
    <message>
        <source>商品名称</source>
        <translation>Item name</translation>
    </message>
    <message>
        <source>链接号</source>
        <translation>Link no.</translation>
    </message>
    <message>
        <source>直播价</source>
        <translation>Live price</translation>
    </message>
    <message>
        <source>划线价</source>
        <translation>List price</translation>
    </message>
    <message>
        <source>还没有写名称</source>
        <translation>No name yet</translation>
    </message>
    <message>
        <source>OBS 里现在没有这个场景</source>
        <translation>OBS has no such scene now</translation>
    </message>
    <message>
        <source>OBS 里现在没有这个来源</source>
        <translation>OBS has no such source now</translation>
    </message>
    <message>
        <source>这个来源不是文字</source>
        <translation>This source is not a text</translation>
    </message>
    <message>
        <source>有认不出的占位符，过款时不会发送</source>
        <translation>Unknown placeholder; it will not be sent</translation>
    </message>
    <message>
        <source>上一级的这个动作不做</source>
        <translation>The wider level&apos;s cue is dropped</translation>
    </message>
    <message>
        <source>显示为：{text}</source>
        <translation>Shown as: {text}</translation>
    </message>
    <message>
        <source>、</source>
        <comment>between the parts of a list</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>剩余库存</source>
        <translation>Stock left</translation>
    </message>
    <message>
        <source>{placeholder}，跟着成交走</source>
        <translation>{placeholder}, follows the sales</translation>
    </message>
    <message>
        <source>显示为：{text}（没有{lacks}，连同旁边的字不发）</source>
        <translation>Shown as: {text} (without {lacks} and the words beside)</translation>
    </message>
    <message>
        <source>没有{lacks}：清空这个文字</source>
        <translation>Without {lacks}: this text is cleared</translation>
    </message>
    <message>
        <source>这一款没有的数字，连同它旁边的字都不发，只留名称；整句都没有时清空。「旁边」到两个空格、换行、括号或 · ， 、 ； 。 | 为止。</source>
        <translation>A value the entry does not have is left out with the words beside it, the name alone stays; a text of which nothing stays is cleared. “Beside” reaches to two spaces, a line break, a bracket or one of · ， 、 ； 。 |</translation>
    </message>
</context>
<context>
    <name>CuesDialog</name>
    <message>
        <source>OBS 联动</source>
        <translation>OBS cues</translation>
    </message>
    <message>
        <source>上这一款时</source>
        <translation>On take</translation>
    </message>
    <message>
        <source>离开这一款时</source>
        <translation>On leaving</translation>
    </message>
    <message>
        <source>合起来是</source>
        <translation>All in all</translation>
    </message>
    <message>
        <source>全场</source>
        <translation>Whole show</translation>
    </message>
    <message>
        <source>每一款都这样做，除非角色或这一款自己另有安排。</source>
        <translation>Done for every entry, unless its role or the entry itself says otherwise.</translation>
    </message>
    <message>
        <source>这个角色的每一款都这样做，优先于全场。勾「不做」去掉全场的同一个动作。</source>
        <translation>Done for every entry of this role, ahead of the whole show. Tick “Don&apos;t” to drop the same cue of the whole show.</translation>
    </message>
    <message>
        <source>只有这一款这样做，优先于角色和全场。排品表里的「场景」列也算这一款的。</source>
        <translation>Done for this entry alone, ahead of its role and the whole show. The run order&apos;s scene column counts as the entry&apos;s.</translation>
    </message>
    <message>
        <source>上款</source>
        <translation>On take</translation>
    </message>
    <message>
        <source>离开</source>
        <translation>On leaving</translation>
    </message>
    <message>
        <source>什么也不做</source>
        <translation>nothing</translation>
    </message>
    <message>
        <source>「{target}」改为「{text}」</source>
        <translation>“{target}” becomes “{text}”</translation>
    </message>
    <message>
        <source>章节「{text}」</source>
        <translation>chapter “{text}”</translation>
    </message>
    <message>
        <source>场景 → {scene}</source>
        <translation>scene → {scene}</translation>
    </message>
    <message>
        <source>这一款</source>
        <translation>This entry</translation>
    </message>
    <message>
        <source>排品刚刚改了顺序或款数，左边还是打开时的样子。</source>
        <translation>The run order has just changed; the list on the left is as it was when opened.</translation>
    </message>
    <message>
        <source>联动改过还没有保存，要保存吗？</source>
        <translation>The cues were changed and not saved. Save them?</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>有一个动作还没有写名称：从列表里选，或删除这一行。</source>
        <translation>One action has no name yet: choose it from the list, or remove the row.</translation>
    </message>
    <message>
        <source>「{target}」清空</source>
        <translation>“{target}” cleared</translation>
    </message>
</context>
<context>
    <name>DropVeil</name>
    <message>
        <source>、</source>
        <comment>between the parts of a list</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>{names} 等 {n} 个文件</source>
        <translation>{names} and more: {n} files</translation>
    </message>
    <message>
        <source>排品表：先看会建立或改动什么，再确认</source>
        <translation>Run order: you see what it would make or change first</translation>
    </message>
    <message>
        <source>订单、罗盘、千川等平台导出：记进打开的场次</source>
        <translation>Exports of orders and numbers: go into the open show</translation>
    </message>
    <message>
        <source>订单和数据要先打开一场；现在只收排品表</source>
        <translation>Orders and numbers need an open show; now only a run order is taken</translation>
    </message>
    <message>
        <source>别的表：由你说明每一列是什么</source>
        <translation>Any other table: you say what each column is</translation>
    </message>
    <message>
        <source>松开就导入</source>
        <translation>Drop to import</translation>
    </message>
    <message>
        <source>这种文件读不了</source>
        <translation>This kind of file cannot be read</translation>
    </message>
    <message>
        <source>能读的是表格：{kinds}</source>
        <translation>Tables can be read: {kinds}</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>还没有打开场次</source>
        <translation>No show is open</translation>
    </message>
    <message>
        <source>打开练习场、导入排品表或新建一场。开播后，这里显示正在讲解的商品、剩余时间和剩余库存。</source>
        <translation>Open the practice show, import a run order or start an empty show. Once live, this shows the item on air, the time left and the stock left.</translation>
    </message>
</context>
<context>
    <name>EmptyRunOrder</name>
    <message>
        <source>导入排品表…</source>
        <translation>Import run order…</translation>
    </message>
    <message>
        <source>新增一行</source>
        <translation>New entry</translation>
    </message>
    <message>
        <source>下载空白模板</source>
        <translation>Get an empty sheet</translation>
    </message>
    <message>
        <source>排品表还是空的</source>
        <translation>The run order is empty</translation>
    </message>
    <message>
        <source>把今晚的排品表（.xlsx 或 .csv）拖到这里，或者一行一行写。列名和顺序不用改，认得出来。</source>
        <translation>Drop tonight&apos;s sheet (.xlsx or .csv) here, or write it row by row. Its column names and their order are recognised as they are.</translation>
    </message>
    <message>
        <source>没有打开的场次</source>
        <translation>No show is open</translation>
    </message>
    <message>
        <source>把排品表（.xlsx 或 .csv）拖到这里，会建立一个新场次。</source>
        <translation>Drop a run order sheet (.xlsx or .csv) here to plan a new show.</translation>
    </message>
</context>
<context>
    <name>EndedPage</name>
    <message>
        <source>成交金额</source>
        <translation>GMV</translation>
    </message>
    <message>
        <source>订单</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>件数</source>
        <translation>Units</translation>
    </message>
    <message>
        <source>退款</source>
        <translation>Refunds</translation>
    </message>
    <message>
        <source>讲解款数</source>
        <translation>Items shown</translation>
    </message>
    <message>
        <source>讲解轮次</source>
        <translation>Rounds</translation>
    </message>
    <message>
        <source>比计划</source>
        <translation>Against plan</translation>
    </message>
    <message>
        <source>已下播 · {start} – {end} · 直播 {length}</source>
        <translation>Ended · {start} – {end} · live {length}</translation>
    </message>
    <message>
        <source>晚 {time}</source>
        <translation>{time} over</translation>
    </message>
    <message>
        <source>早 {time}</source>
        <translation>{time} under</translation>
    </message>
    <message>
        <source>目标 {target} · 完成 {share}%</source>
        <translation>{share}% of {target}</translation>
    </message>
</context>
<context>
    <name>EntryEditor</name>
    <message>
        <source>编辑</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>用平常的动作</source>
        <translation>The usual ones</translation>
    </message>
    <message>
        <source>、</source>
        <comment>between the parts of a list</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>自己写的，用顿号或逗号分开</source>
        <translation>your own, separated by commas</translation>
    </message>
    <message>
        <source>平台的商品编号；环节不用填</source>
        <translation>platform&apos;s ID; none for a segment</translation>
    </message>
    <message>
        <source>一行一条</source>
        <translation>One point a line</translation>
    </message>
    <message>
        <source>主播屏上滚动的话术</source>
        <translation>The script that scrolls on the host&apos;s screen</translation>
    </message>
    <message>
        <source>选图片…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>这一行已经从排品里删除，内容可以复制出去。</source>
        <translation>This entry was removed from the run order; its text can still be copied.</translation>
    </message>
    <message>
        <source>编辑 {number} {name}</source>
        <translation>Edit {number} {name}</translation>
    </message>
    <message>
        <source>已经讲过，不能换商品</source>
        <translation>It has been on air; its product cannot change</translation>
    </message>
    <message>
        <source>选图片</source>
        <translation>Choose a picture</translation>
    </message>
    <message>
        <source>图片 (*.png *.jpg *.jpeg *.webp *.svg)</source>
        <translation>Pictures (*.png *.jpg *.jpeg *.webp *.svg)</translation>
    </message>
    <message>
        <source>{field}：{problem}。{remedy}</source>
        <translation>{field}: {problem}. {remedy}</translation>
    </message>
    <message>
        <source>空 = 全部</source>
        <translation>empty: all</translation>
    </message>
    <message>
        <source>元。成本只存在这台电脑上。</source>
        <translation>In yuan. The cost stays on this computer.</translation>
    </message>
    <message>
        <source>时长如 5、5:00 或 90秒；整点如 20:00，留空就顺排。</source>
        <translation>Length: 5, 5:00 or 90s. Hard start: 20:00, or empty.</translation>
    </message>
    <message>
        <source>联动…</source>
        <translation>Cues…</translation>
    </message>
    <message>
        <source>联动 {n} 个…</source>
        <translation>Cues: {n}…</translation>
    </message>
    <message>
        <source>上这一款和离开它时，OBS 还做什么</source>
        <translation>What else OBS does on taking and leaving this entry</translation>
    </message>
    <message>
        <source>从商品库选…</source>
        <translation>Catalogue…</translation>
    </message>
    <message>
        <source>名称、品牌、类目、价格和图片照商品库填上</source>
        <translation>Fills in name, brand, category, prices and picture from the catalogue</translation>
    </message>
    <message>
        <source>从商品库选商品</source>
        <translation>Choose a product of the catalogue</translation>
    </message>
    <message>
        <source>如 30 售罄; 20 20:30; 100 在线 1000; 50 手动</source>
        <translation>e.g. 30 sold out; 20 20:30; 100 online 1000; 50 by key</translation>
    </message>
</context>
<context>
    <name>Errands</name>
    <message>
        <source>下播“{name}”？</source>
        <translation>End “{name}”?</translation>
    </message>
    <message>
        <source>下播后不能撤销，这一场不能再接着播。记录、订单和数据都会保留。</source>
        <translation>This cannot be undone: an ended show does not go on. Its journal, orders and figures are kept.</translation>
    </message>
    <message>
        <source>下播</source>
        <translation>End show</translation>
    </message>
    <message>
        <source>接着播</source>
        <translation>Stay live</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>language</translation>
    </message>
    <message>
        <source>本地接口</source>
        <translation>local API</translation>
    </message>
    <message>
        <source>局域网访问</source>
        <translation>access from the LAN</translation>
    </message>
    <message>
        <source>关于中控</source>
        <translation>About Zhongkong</translation>
    </message>
    <message>
        <source>中控 {version}</source>
        <translation>Zhongkong 中控 {version}</translation>
    </message>
    <message>
        <source>直播间场控台。自由软件，许可证 GPL-3.0-only。数据保存在：{path}</source>
        <translation>The live-room console. Free software under GPL-3.0-only. Data is kept in: {path}</translation>
    </message>
</context>
<context>
    <name>ErrorDialog</name>
    <message>
        <source>程序出错</source>
        <translation>Program error</translation>
    </message>
    <message>
        <source>这是程序的毛病，不是您的操作。场次没有中断，已保存的都在，可以接着播。</source>
        <translation>This is a fault of the program, not of yours. The show goes on and everything saved is safe.</translation>
    </message>
    <message>
        <source>详情已写入日志：{file}</source>
        <translation>The details are in the log: {file}</translation>
    </message>
    <message>
        <source>复制报告</source>
        <translation>Copy report</translation>
    </message>
    <message>
        <source>关闭，接着播</source>
        <translation>Close and go on</translation>
    </message>
    <message>
        <source>程序出了一个错</source>
        <translation>The program made an error</translation>
    </message>
    <message>
        <source>程序出了 {n} 个错</source>
        <translation>The program made {n} errors</translation>
    </message>
    <message>
        <source>已复制</source>
        <translation>Copied</translation>
    </message>
</context>
<context>
    <name>FigureRow</name>
    <message>
        <source>剩余 = 已放 {released} − 已售 {sold}</source>
        <translation>Left = released {released} − sold {sold}</translation>
    </message>
    <message>
        <source>休息中 {time}</source>
        <translation>On a break {time}</translation>
    </message>
    <message>
        <source>超时</source>
        <translation>Over</translation>
    </message>
    <message>
        <source>剩余时间</source>
        <translation>Time left</translation>
    </message>
    <message>
        <source>计划 {planned} · 已讲 {passed}</source>
        <translation>planned {planned} · {passed} on air</translation>
    </message>
    <message>
        <source>已讲 {passed}</source>
        <translation>{passed} on air</translation>
    </message>
    <message>
        <source>剩余库存</source>
        <translation>Stock left</translation>
    </message>
    <message>
        <source>剩余库存 / 已放 {n}</source>
        <translation>Stock left of {n}</translation>
    </message>
    <message>
        <source>环节，没有商品</source>
        <translation>A segment, no goods</translation>
    </message>
    <message>
        <source>超卖 {n} 件</source>
        <translation>Oversold by {n}</translation>
    </message>
    <message>
        <source>没有填库存</source>
        <translation>No stock stated</translation>
    </message>
    <message>
        <source>够卖 {n} 小时以上</source>
        <translation>Lasts over {n} h</translation>
    </message>
    <message>
        <source>已售罄</source>
        <translation>Sold out</translation>
    </message>
    <message>
        <source>已售 {sold} · 未放 {rest}</source>
        <translation>{sold} sold · {rest} unreleased</translation>
    </message>
    <message>
        <source>未放 {rest}</source>
        <translation>{rest} unreleased</translation>
    </message>
    <message>
        <source>未放先卖 {n} 件</source>
        <translation>Sold before release {n}</translation>
    </message>
    <message>
        <source>{lasts} · {pace} 件/分</source>
        <translation>{lasts} · {pace}/min</translation>
    </message>
</context>
<context>
    <name>FileErrands</name>
    <message>
        <source>读得不对…</source>
        <translation>Read wrongly…</translation>
    </message>
    <message>
        <source>说明每一列…</source>
        <translation>Say what it is…</translation>
    </message>
    <message>
        <source>看看…</source>
        <translation>Look…</translation>
    </message>
    <message>
        <source>选排品表</source>
        <translation>Choose a run order sheet</translation>
    </message>
    <message>
        <source>排品表 (*.xlsx *.xlsm *.csv)</source>
        <translation>Run order sheets (*.xlsx *.xlsm *.csv)</translation>
    </message>
    <message>
        <source>选平台导出的表</source>
        <translation>Choose tables exported by the platform</translation>
    </message>
    <message>
        <source>表格 (*.csv *.xlsx *.xlsm *.xls *.txt *.tsv)</source>
        <translation>Tables (*.csv *.xlsx *.xlsm *.xls *.txt *.tsv)</translation>
    </message>
    <message>
        <source>导出排品表</source>
        <translation>Export the run order</translation>
    </message>
    <message>
        <source>看每个文件…</source>
        <translation>Each file…</translation>
    </message>
</context>
<context>
    <name>FindTools</name>
    <message>
        <source>名称 / 编号 / 拼音首字母&#x3000;{key}</source>
        <translation>Find  {key}</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>导入、导出、列</source>
        <translation>Import, export, columns</translation>
    </message>
    <message>
        <source>排品菜单</source>
        <translation>Run order menu</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>下一个</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>没有了，这是最后一款</source>
        <translation>Nothing, this is the last entry</translation>
    </message>
    <message>
        <source>场景 {scene}</source>
        <translation>Scene {scene}</translation>
    </message>
    <message>
        <source>明天 {clock}</source>
        <translation>tomorrow {clock}</translation>
    </message>
    <message>
        <source>{clock} 还有 {length}</source>
        <translation>{clock} in {length}</translation>
    </message>
    <message>
        <source>{clock} 已过 {length}</source>
        <translation>{clock} late by {length}</translation>
    </message>
</context>
<context>
    <name>FormDialog</name>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>Furniture</name>
    <message>
        <source>排品</source>
        <translation>Run order</translation>
    </message>
    <message>
        <source>正在讲解</source>
        <translation>On air</translation>
    </message>
    <message>
        <source>数据</source>
        <translation>Numbers</translation>
    </message>
    <message>
        <source>OBS 场景</source>
        <translation>OBS scenes</translation>
    </message>
    <message>
        <source>记录与提醒</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>评论</source>
        <translation>Comments</translation>
    </message>
</context>
<context>
    <name>GmvChart</name>
    <message>
        <source>目标 {money}/分</source>
        <translation>target {money}/min</translation>
    </message>
    <message>
        <source>每分钟成交金额</source>
        <translation>GMV per minute</translation>
    </message>
    <message>
        <source>右轴 在线人数：尚无数据</source>
        <translation>right: people online, no data yet</translation>
    </message>
    <message>
        <source>右轴 在线人数 · 来源 {source}</source>
        <translation>right: people online · source: {source}</translation>
    </message>
    <message>
        <source>成交 {money} · {lines} 行 · {units} 件</source>
        <translation>Sold {money} · lines: {lines} · pieces: {units}</translation>
    </message>
    <message>
        <source>其中没有商品的 {money}</source>
        <translation>of it without an item {money}</translation>
    </message>
    <message>
        <source>取自订单 · {age}</source>
        <translation>From orders · {age}</translation>
    </message>
    <message>
        <source>在线：这一分钟没有读数</source>
        <translation>Online: not read in this minute</translation>
    </message>
    <message>
        <source>{source} 说 {n}，不相加</source>
        <translation>{source} says {n}, not added</translation>
    </message>
    <message>
        <source>在线 {n}</source>
        <translation>{n} online</translation>
    </message>
    <message>
        <source>每分钟订单行</source>
        <translation>Order lines per minute</translation>
    </message>
    <message>
        <source>订单行/分</source>
        <translation>Lines/min</translation>
    </message>
    <message>
        <source>成交金额/分</source>
        <translation>GMV/min</translation>
    </message>
</context>
<context>
    <name>GoLiveDialog</name>
    <message>
        <source>开播检查没有通过</source>
        <translation>Checks before going live</translation>
    </message>
    <message>
        <source>有 {n} 处不对，开播前请先改好：</source>
        <translation>To put right before going live ({n}):</translation>
    </message>
    <message>
        <source>例如：今晚不用这个场景</source>
        <translation>such as: this scene is not used tonight</translation>
    </message>
    <message>
        <source>仍要开播的理由</source>
        <translation>Why go live anyway</translation>
    </message>
    <message>
        <source>理由会写进操作日志。</source>
        <translation>The reason goes into the journal.</translation>
    </message>
    <message>
        <source>仍然开播</source>
        <translation>Go live anyway</translation>
    </message>
    <message>
        <source>先去改</source>
        <translation>Put it right first</translation>
    </message>
    <message>
        <source>写一句理由才能开播。</source>
        <translation>Write a reason to go live.</translation>
    </message>
    <message>
        <source>开播前请确认</source>
        <translation>Before going live</translation>
    </message>
    <message>
        <source>有 {n} 处可能不是你要的：</source>
        <translation>{n} may not be what you want:</translation>
    </message>
    <message>
        <source>看开播检查，逐项去改…</source>
        <translation>Open the checklist and put them right…</translation>
    </message>
</context>
<context>
    <name>HeaderBar</name>
    <message>
        <source>共享</source>
        <translation>Shared</translation>
    </message>
    <message>
        <source>GPM（千次观看成交金额）= 成交金额 ÷ 观看次数 × 1000</source>
        <translation>GPM (GMV per thousand views) = GMV ÷ views × 1000</translation>
    </message>
    <message>
        <source>预计下播</source>
        <translation>Ends</translation>
    </message>
    <message>
        <source>超时</source>
        <translation>over</translation>
    </message>
    <message>
        <source>在线</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>成交金额</source>
        <translation>GMV</translation>
    </message>
    <message>
        <source>数据</source>
        <translation>Feed</translation>
    </message>
    <message>
        <source>库存</source>
        <translation>Stock</translation>
    </message>
    <message>
        <source>中控</source>
        <translation>Zhongkong</translation>
    </message>
    <message>
        <source>未连接</source>
        <translation>offline</translation>
    </message>
    <message>
        <source>已下播</source>
        <translation>Ended</translation>
    </message>
    <message>
        <source>准时</source>
        <translation>on time</translation>
    </message>
    <message>
        <source>超时 +{time}</source>
        <translation>over +{time}</translation>
    </message>
    <message>
        <source>提前 −{time}</source>
        <translation>early −{time}</translation>
    </message>
    <message>
        <source>已下播 · {date}</source>
        <translation>Ended · {date}</translation>
    </message>
    <message>
        <source>预计下播 · 次日</source>
        <translation>Ends tomorrow</translation>
    </message>
    <message>
        <source>预计下播 · {date}</source>
        <translation>Ends · {date}</translation>
    </message>
    <message>
        <source>连接中…</source>
        <translation>connecting…</translation>
    </message>
    <message>
        <source>没有应答</source>
        <translation>no answer</translation>
    </message>
    <message>
        <source>连不上</source>
        <translation>down</translation>
    </message>
    <message>
        <source>还没有</source>
        <translation>none yet</translation>
    </message>
    <message>
        <source>{n} 款超卖</source>
        <translation>{n} oversold</translation>
    </message>
    <message>
        <source>{n} 款售罄</source>
        <translation>{n} sold out</translation>
    </message>
    <message>
        <source>{n} 款告急</source>
        <translation>{n} low</translation>
    </message>
    <message>
        <source>正常</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>{n} 秒前</source>
        <translation>{n} s ago</translation>
    </message>
    <message>
        <source>{n} 分钟前</source>
        <translation>{n} min ago</translation>
    </message>
    <message>
        <source>{n} 小时前</source>
        <translation>{n} h ago</translation>
    </message>
    <message>
        <source>弹幕 {age}</source>
        <translation>barrage {age}</translation>
    </message>
    <message>
        <source>弹幕没连上</source>
        <translation>bridge away</translation>
    </message>
    <message>
        <source>{n} 款未放先卖</source>
        <translation>{n} sold early</translation>
    </message>
</context>
<context>
    <name>HeatMap</name>
    <message>
        <source>还没有成交；有订单后，每款每分钟卖出多少在这里变亮</source>
        <translation>Nothing sold yet; with orders, each item&apos;s units per minute light up here</translation>
    </message>
    <message>
        <source>成交 {n} 件 · {lines} 行 · {money}</source>
        <translation>{n} pcs sold · {lines} lines · {money}</translation>
    </message>
    <message>
        <source>取自订单 · {age}</source>
        <translation>from orders · {age}</translation>
    </message>
    <message>
        <source>近 5 分钟转化 {value} = {above}/{below} 人</source>
        <translation>last 5 min {value} = {above}/{below} ppl</translation>
    </message>
    <message>
        <source>近 5 分钟转化 {value} = {above}/{below} 次</source>
        <translation>last 5 min {value} = {above}/{below} times</translation>
    </message>
</context>
<context>
    <name>Hooks</name>
    <message>
        <source>不认识的消息</source>
        <translation>unknown message</translation>
    </message>
    <message>
        <source>读不懂的消息</source>
        <translation>unreadable message</translation>
    </message>
    <message>
        <source>与成交无关</source>
        <translation>no sale in it</translation>
    </message>
    <message>
        <source>还没付款</source>
        <translation>not paid yet</translation>
    </message>
    <message>
        <source>没有金额</source>
        <translation>no amount</translation>
    </message>
    <message>
        <source>没有订单行</source>
        <translation>no order lines</translation>
    </message>
    <message>
        <source>不是人民币</source>
        <translation>not in yuan</translation>
    </message>
    <message>
        <source>测试消息</source>
        <translation>test message</translation>
    </message>
    <message>
        <source>平台验证地址</source>
        <translation>address check</translation>
    </message>
    <message>
        <source>主机名不在名单里</source>
        <translation>host not allowed</translation>
    </message>
    <message>
        <source>密钥</source>
        <translation>Secret</translation>
    </message>
    <message>
        <source>抖店</source>
        <translation>Doudian</translation>
    </message>
    <message>
        <source>抖音生活服务</source>
        <translation>Douyin local life</translation>
    </message>
    <message>
        <source>推送只说订单状态，没有金额：只记下来；订单靠导出或 ERP。</source>
        <translation>The status of an order alone, no amount: it is logged; orders come by export or ERP.</translation>
    </message>
    <message>
        <source>推送有商品、件数、金额和退款，商品按 SKU 认。</source>
        <translation>Items, pieces, amounts and refunds; items go by their SKU.</translation>
    </message>
    <message>
        <source>推送有商品、件数和金额，收到就算进各款。</source>
        <translation>Items, pieces and amounts: counted for each item at once.</translation>
    </message>
    <message>
        <source>推送有金额和退款，没有商品：先记成“没有商品的金额”，导入订单表后归到各款。</source>
        <translation>Amounts and refunds, no items: kept as an amount without item until the order export names it.</translation>
    </message>
    <message>
        <source>推送有金额，没有商品；平台来验证地址时会自动应答。</source>
        <translation>Amounts, no items; the platform’s check of the address is answered by itself.</translation>
    </message>
    <message>
        <source>有赞</source>
        <translation>Youzan</translation>
    </message>
    <message>
        <source>没有打开的场次，让平台稍后再送</source>
        <translation>no show open, to be sent again</translation>
    </message>
    <message>
        <source>没有设密钥</source>
        <translation>no secret set</translation>
    </message>
    <message>
        <source>没能写进硬盘，让平台稍后再送</source>
        <translation>not written to disk, to be sent again</translation>
    </message>
    <message>
        <source>签名不对</source>
        <translation>wrong signature</translation>
    </message>
    <message>
        <source>读不懂</source>
        <translation>cannot be read</translation>
    </message>
</context>
<context>
    <name>HooksPage</name>
    <message>
        <source>没有算成订单：{reasons}</source>
        <translation>Became no order line: {reasons}</translation>
    </message>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>“{host}”不是主机名，例如 hooks.example.com。</source>
        <translation>“{host}” is no host name, such as hooks.example.com.</translation>
    </message>
    <message>
        <source>保存后换成新填的</source>
        <translation>Replaced when saved</translation>
    </message>
    <message>
        <source>保存后清除</source>
        <translation>Cleared when saved</translation>
    </message>
    <message>
        <source>允许 {host}</source>
        <translation>Allow {host}</translation>
    </message>
    <message>
        <source>先在下面写好公网主机名</source>
        <translation>Write the public host below first</translation>
    </message>
    <message>
        <source>公网主机名</source>
        <translation>Public hosts</translation>
    </message>
    <message>
        <source>其中 {n} 条只有金额，商品由订单表补上。</source>
        <translation>{n} of them told the amount alone; the order export names the item.</translation>
    </message>
    <message>
        <source>内网穿透或中转程序要把推送原样送到这里，一个字节都不能改。</source>
        <translation>The tunnel or relay has to bring pushes here unchanged to the byte.</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>已设置</source>
        <translation>Set</translation>
    </message>
    <message>
        <source>平台</source>
        <translation>Platform</translation>
    </message>
    <message>
        <source>平台把订单推送到公网地址，再由你的内网穿透或中转程序送到本机。签名对得上才收，签名不对的什么都不留。</source>
        <translation>Platforms push orders to a public address, from where your tunnel or relay brings them here. A push is taken only if its signature is right; of others nothing is kept.</translation>
    </message>
    <message>
        <source>打开中控以来还没有收到过。</source>
        <translation>None since the console was opened.</translation>
    </message>
    <message>
        <source>把平台给的密钥粘贴到这里</source>
        <translation>Paste the secret the platform gave you</translation>
    </message>
    <message>
        <source>拒收</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>推送经过的公网主机名，用逗号分开。本机只答这些名字和自己的名字；保存后马上生效。</source>
        <translation>Public names pushes come through, parted by commas. This machine answers to these and its own alone, as soon as they are saved.</translation>
    </message>
    <message>
        <source>收到</source>
        <translation>Taken</translation>
    </message>
    <message>
        <source>更换…</source>
        <translation>Change…</translation>
    </message>
    <message>
        <source>最近 {time}，共 {n} 次，{lines} 条订单。</source>
        <translation>Last at {time}, {n} in all, order lines: {lines}.</translation>
    </message>
    <message>
        <source>未设置，推送都会被拒收</source>
        <translation>Not set, every push is refused</translation>
    </message>
    <message>
        <source>没有。</source>
        <translation>None.</translation>
    </message>
    <message>
        <source>清除</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>给平台的地址</source>
        <translation>For the platform</translation>
    </message>
    <message>
        <source>设置…</source>
        <translation>Set…</translation>
    </message>
    <message>
        <source>送到本机</source>
        <translation>To this machine</translation>
    </message>
</context>
<context>
    <name>HostDialog</name>
    <message>
        <source>换播</source>
        <translation>Change host</translation>
    </message>
    <message>
        <source>名字或拼音首字母；1–9 直接选</source>
        <translation>Name or pinyin initials; 1–9 choose at once</translation>
    </message>
    <message>
        <source>谁上播</source>
        <translation>Who comes on</translation>
    </message>
    <message>
        <source>可以上播的人</source>
        <translation>People who may come on</translation>
    </message>
    <message>
        <source>从这一刻起，轮次和复盘记在这位主播名下；按错了可以撤销。</source>
        <translation>From this moment rounds and the report are this host&apos;s. A mistake can be undone.</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>换上 Enter</source>
        <translation>Come on Enter</translation>
    </message>
    <message>
        <source>还没有记下谁在播</source>
        <translation>Nobody is recorded as the host yet</translation>
    </message>
    <message>
        <source>正在播：{host}</source>
        <translation>On camera: {host}</translation>
    </message>
    <message>
        <source>计划是 {host} 在播，还没有记下</source>
        <translation>Planned: {host} – not recorded yet</translation>
    </message>
    <message>
        <source>现在的班</source>
        <translation>on shift now</translation>
    </message>
    <message>
        <source>{time} 接班</source>
        <translation>takes over at {time}</translation>
    </message>
    <message>
        <source>不在名册</source>
        <translation>not on the roster</translation>
    </message>
</context>
<context>
    <name>HostFacts</name>
    <message>
        <source>剩余</source>
        <translation>Left</translation>
    </message>
    <message>
        <source>机制</source>
        <translation>Offer</translation>
    </message>
    <message>
        <source>卖点</source>
        <translation>Selling points</translation>
    </message>
    <message>
        <source>划线 {price}</source>
        <translation>list {price}</translation>
    </message>
    <message>
        <source>［没有话术］</source>
        <translation>［no script］</translation>
    </message>
    <message>
        <source>休息中</source>
        <translation>On a break</translation>
    </message>
    <message>
        <source>够卖 {n} 小时以上</source>
        <translation>Lasts over {n} h</translation>
    </message>
</context>
<context>
    <name>HostWindow</name>
    <message>
        <source>主播屏</source>
        <translation>Host window</translation>
    </message>
    <message>
        <source>屏幕…</source>
        <translation>Screen…</translation>
    </message>
    <message>
        <source>下一个</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>没有打开的场次</source>
        <translation>No show is open</translation>
    </message>
    <message>
        <source>已下播，辛苦了</source>
        <translation>Off air. Well done!</translation>
    </message>
    <message>
        <source>等待开播 · {name}</source>
        <translation>Waiting to go live · {name}</translation>
    </message>
    <message>
        <source>休息中</source>
        <translation>On a break</translation>
    </message>
    <message>
        <source>本款已成交 {n} 件</source>
        <translation>{n} sold</translation>
    </message>
    <message>
        <source>在屏幕 {n} 全屏：{name} {wide}×{high}</source>
        <translation>Full screen on {n}: {name} {wide}×{high}</translation>
    </message>
    <message>
        <source>窗口（F11）</source>
        <translation>In a window (F11)</translation>
    </message>
    <message>
        <source>话术字大一点（Ctrl+=）</source>
        <translation>Larger script (Ctrl+=)</translation>
    </message>
    <message>
        <source>话术字小一点（Ctrl+-）</source>
        <translation>Smaller script (Ctrl+-)</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>导入排品表 · {file}</source>
        <translation>Import run order · {file}</translation>
    </message>
    <message>
        <source>更新打开的场次</source>
        <translation>Update the open show</translation>
    </message>
    <message>
        <source>建立新场次</source>
        <translation>Plan a new show</translation>
    </message>
    <message>
        <source>必填</source>
        <translation>required</translation>
    </message>
    <message>
        <source>可以不填；例如 2026-11-11 19:00</source>
        <translation>may stay empty; such as 2026-11-11 19:00</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>空白排品表…</source>
        <translation>Empty sheet…</translation>
    </message>
    <message>
        <source>改好了，再读一次</source>
        <translation>Read it again</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>场次名称</source>
        <translation>Show name</translation>
    </message>
    <message>
        <source>计划开播</source>
        <translation>Planned start</translation>
    </message>
    <message>
        <source>正在读 {file}…</source>
        <translation>Reading {file}…</translation>
    </message>
    <message>
        <source>这个文件没有导入，什么都没有改</source>
        <translation>This file was not imported; nothing was changed</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>这张表有 {count} 处要改，什么都没有导入</source>
        <translation>Cells to put right: {count}. Nothing was imported</translation>
    </message>
    <message>
        <source>在表格软件里改好并保存，再读一次。</source>
        <translation>Put them right in your spreadsheet program, save, and read it again.</translation>
    </message>
    <message>
        <source>写上场次名称。</source>
        <translation>Enter a name for the show.</translation>
    </message>
    <message>
        <source>建立新场次，{count} 行</source>
        <translation>New show, entries: {count}</translation>
    </message>
    <message>
        <source>建立场次</source>
        <translation>Plan the show</translation>
    </message>
    <message>
        <source>更新「{name}」</source>
        <translation>Update “{name}”</translation>
    </message>
    <message>
        <source>更新排品</source>
        <translation>Update run order</translation>
    </message>
    <message>
        <source>计划开播要写成 2026-11-11 19:00 这样，或者不填</source>
        <translation>Write the planned start like 2026-11-11 19:00, or leave it empty</translation>
    </message>
</context>
<context>
    <name>ImportNotes</name>
    <message>
        <source>⚠ 有 {count} 处是这样读的，请看一眼：</source>
        <translation>⚠ Read like this, please look ({count}):</translation>
    </message>
</context>
<context>
    <name>ImportPreview</name>
    <message>
        <source>位置</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>哪里不对</source>
        <translation>What is wrong</translation>
    </message>
    <message>
        <source>怎么改</source>
        <translation>What to do</translation>
    </message>
    <message>
        <source>角色</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>链接</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>直播价</source>
        <translation>Live price</translation>
    </message>
    <message>
        <source>时长</source>
        <translation>Length</translation>
    </message>
    <message>
        <source>库存</source>
        <translation>Stock</translation>
    </message>
    <message>
        <source>还没播的和这张表没有不同；播过的不改。</source>
        <translation>What is still to come does not differ from this sheet; what was aired stays.</translation>
    </message>
    <message>
        <source>这张表和打开的排品没有不同。</source>
        <translation>This sheet does not differ from the open run order.</translation>
    </message>
    <message>
        <source>新增 {added}，删除 {removed}，修改 {changed}，移动 {moved}；{kept} 行不变。可以撤销。</source>
        <translation>{added} added, {removed} removed, {changed} changed, {moved} moved; {kept} unchanged. It can be undone.</translation>
    </message>
    <message>
        <source>变化</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>商品 / 环节</source>
        <translation>Item / segment</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>＋ 新增</source>
        <translation>+ added</translation>
    </message>
    <message>
        <source>－ 删除</source>
        <translation>− removed</translation>
    </message>
    <message>
        <source>✎ 修改</source>
        <translation>✎ changed</translation>
    </message>
    <message>
        <source>↕ 移动</source>
        <translation>↕ moved</translation>
    </message>
    <message>
        <source>已播，保留</source>
        <translation>aired, kept</translation>
    </message>
    <message>
        <source>新表里没有，播过的不删</source>
        <translation>not in the new sheet; what was aired stays</translation>
    </message>
    <message>
        <source>已播，不改</source>
        <translation>aired, unchanged</translation>
    </message>
    <message>
        <source>开始时间</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>首放</source>
        <translation>First release</translation>
    </message>
</context>
<context>
    <name>ImportRecordDialog</name>
    <message>
        <source>导入记录</source>
        <translation>What came in</translation>
    </message>
    <message>
        <source>读得不对… Enter</source>
        <translation>Read wrongly… Enter</translation>
    </message>
    <message>
        <source>列映射…</source>
        <translation>Mappings…</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>表</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>怎么来的</source>
        <translation>How</translation>
    </message>
    <message>
        <source>读作</source>
        <translation>Read as</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>还没有导入过表。拖入、粘贴（Ctrl+V）或设置监看的文件夹。</source>
        <translation>Nothing came in yet. Drop a table, paste one (Ctrl+V), or set a folder to watch.</translation>
    </message>
    <message>
        <source>粘贴的表没有文件，只有最近几份可以再看。</source>
        <translation>A pasted table is in no file; only the last few can be looked at again.</translation>
    </message>
    <message>
        <source>连同这个文件另外 {count} 次带来的</source>
        <translation>With what the same file brought at other times ({count})</translation>
    </message>
    <message>
        <source>再导入… Enter</source>
        <translation>Import again… Enter</translation>
    </message>
    <message>
        <source>确认撤回 Delete</source>
        <translation>Yes, take back Delete</translation>
    </message>
    <message>
        <source>撤回 Delete</source>
        <translation>Take back Delete</translation>
    </message>
    <message>
        <source>撤回后，它带来的订单和读数都不再计数，被它改过的回到没有它时的样子，库存跟着改；记录留着，还可以再导入。再按一次 Delete 撤回。</source>
        <translation>Taken back, its order lines and readings count no more, what it changed is again as without it, and stock follows; the record stays, and it can be imported again. Press Delete once more to take it back.</translation>
    </message>
    <message>
        <source>它是旧版本导入的，没有记下改了什么，不能撤回。</source>
        <translation>An earlier version of the program imported it and did not keep what it changed: it cannot be taken back.</translation>
    </message>
    <message>
        <source>正在撤回 {percent}%</source>
        <translation>taking back, {percent}%</translation>
    </message>
    <message>
        <source>{at} 撤回了</source>
        <translation>taken back {at}</translation>
    </message>
    <message>
        <source>命令行</source>
        <translation>command line</translation>
    </message>
    <message>
        <source>没写完，只导入了一部分</source>
        <translation>not all was written; imported in part</translation>
    </message>
    <message>
        <source>选的文件</source>
        <translation>chosen</translation>
    </message>
    <message>
        <source>拖入</source>
        <translation>dropped</translation>
    </message>
    <message>
        <source>粘贴</source>
        <translation>pasted</translation>
    </message>
    <message>
        <source>监看文件夹</source>
        <translation>watched folder</translation>
    </message>
    <message>
        <source>{count} 个读数，新 {new}</source>
        <translation>Readings: {count}, {new} new</translation>
    </message>
    <message>
        <source>{count} 行订单，新 {new}</source>
        <translation>Order lines: {count}, {new} new</translation>
    </message>
    <message>
        <source>有读不懂的，没有导入</source>
        <translation>cells that cannot be read; not imported</translation>
    </message>
    <message>
        <source>是排品表，没有动</source>
        <translation>a run order, left alone</translation>
    </message>
    <message>
        <source>认不出，没有导入</source>
        <translation>not recognised, not imported</translation>
    </message>
</context>
<context>
    <name>Ingest</name>
    <message>
        <source>剪贴板</source>
        <translation>clipboard</translation>
    </message>
</context>
<context>
    <name>ItemCard</name>
    <message>
        <source>；</source>
        <comment>between sentences</comment>
        <translation>; </translation>
    </message>
    <message>
        <source>{n} 号链接</source>
        <translation>Link {n}</translation>
    </message>
    <message>
        <source>主播 {host}</source>
        <translation>Host {host}</translation>
    </message>
    <message>
        <source>该换 {host}</source>
        <translation>now {host}&apos;s shift</translation>
    </message>
</context>
<context>
    <name>ItemPicker</name>
    <message>
        <source>自动选择</source>
        <translation>Automatic</translation>
    </message>
    <message>
        <source>名称、编号或拼音首字母</source>
        <translation>Name, number or pinyin initials</translation>
    </message>
    <message>
        <source>{n} / {most} 条</source>
        <translation>{n} of {most}</translation>
    </message>
    <message>
        <source>最多 {most} 条，先取消一条</source>
        <translation>{most} at most: untick one first</translation>
    </message>
</context>
<context>
    <name>ItemRows</name>
    <message>
        <source>{id} · 不在排品中</source>
        <translation>{id} · not in the run order</translation>
    </message>
    <message>
        <source>未放</source>
        <translation>none out</translation>
    </message>
    <message>
        <source>人</source>
        <translation>ppl</translation>
    </message>
    <message>
        <source>次</source>
        <translation>cnt</translation>
    </message>
</context>
<context>
    <name>ItemTable</name>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>在图上显示 / 取消</source>
        <translation>Show or hide on the chart</translation>
    </message>
    <message>
        <source>排品里还没有商品，也没有收到订单。导入排品表，或把抖店订单表拖进窗口。</source>
        <translation>No items in the run order and no orders yet. Import a run order sheet, or drop a Doudian order export on the window.</translation>
    </message>
</context>
<context>
    <name>ItemTableModel</name>
    <message>
        <source>商品</source>
        <translation>Item</translation>
    </message>
    <message>
        <source>曝光</source>
        <translation>Exposure</translation>
    </message>
    <message>
        <source>点击</source>
        <translation>Clicks</translation>
    </message>
    <message>
        <source>曝光人数</source>
        <translation>Exposed</translation>
    </message>
    <message>
        <source>曝光次数</source>
        <translation>Exposures</translation>
    </message>
    <message>
        <source>点击人数</source>
        <translation>Clickers</translation>
    </message>
    <message>
        <source>点击次数</source>
        <translation>Clicks</translation>
    </message>
    <message>
        <source>点击转化</source>
        <translation>CVR</translation>
    </message>
    <message>
        <source>订单</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>件数</source>
        <translation>Units</translation>
    </message>
    <message>
        <source>退款</source>
        <translation>Refund</translation>
    </message>
    <message>
        <source>剩余</source>
        <translation>Left</translation>
    </message>
    <message>
        <source>超卖</source>
        <translation>Over</translation>
    </message>
    <message>
        <source>成交金额</source>
        <translation>GMV</translation>
    </message>
</context>
<context>
    <name>JournalDock</name>
    <message>
        <source>记一笔，Enter 记下</source>
        <translation>Note, Enter keeps it</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>记录与提醒</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>提醒</source>
        <translation>Alerts</translation>
    </message>
    <message>
        <source>过款</source>
        <translation>Takes</translation>
    </message>
    <message>
        <source>库存</source>
        <translation>Stock</translation>
    </message>
    <message>
        <source>消息</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>打开场次后，这里按时间记下每一步：过款、放单、OBS、给主播的话。</source>
        <translation>With a show open, every step is kept here with its time: takes, releases, OBS, words to the host.</translation>
    </message>
    <message>
        <source>正在读取…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>没有找到“{text}”。</source>
        <translation>“{text}” was not found.</translation>
    </message>
    <message>
        <source>这一类还没有记录。</source>
        <translation>Nothing of this kind yet.</translation>
    </message>
</context>
<context>
    <name>KeepRow</name>
    <message>
        <source>记住，下次同样的表头自己这样读</source>
        <translation>Remember: read the same header like this</translation>
    </message>
    <message>
        <source>起个名字</source>
        <translation>a name for it</translation>
    </message>
    <message>
        <source>起个名字才能记住</source>
        <translation>It needs a name to be remembered</translation>
    </message>
    <message>
        <source>已有同名的列映射，会换成这一份</source>
        <translation>Takes the place of the mapping of this name</translation>
    </message>
    <message>
        <source>没有表头的表认不出来，下次要自己选它</source>
        <translation>Without a header it cannot be told: choose it yourself next time</translation>
    </message>
</context>
<context>
    <name>KeyPage</name>
    <message>
        <source>点一个格，按下新的键。</source>
        <translation>Click a key, then press the new one.</translation>
    </message>
    <message>
        <source>全部恢复默认</source>
        <translation>Reset all keys</translation>
    </message>
    <message>
        <source>{key} 现在是“{other}”的键。</source>
        <translation>{key} is the key of “{other}”.</translation>
    </message>
    <message>
        <source>改给“{name}”</source>
        <translation>Give it to “{name}”</translation>
    </message>
    <message>
        <source>已改，保存后生效。</source>
        <translation>Changed; it applies once saved.</translation>
    </message>
    <message>
        <source>“{name}”现在没有键。</source>
        <translation>“{name}” has no key now.</translation>
    </message>
    <message>
        <source>已恢复默认，保存后生效。</source>
        <translation>Reset; it applies once saved.</translation>
    </message>
    <message>
        <source>不改</source>
        <translation>Leave it</translation>
    </message>
    <message>
        <source>没有改。</source>
        <translation>Nothing changed.</translation>
    </message>
    <message>
        <source>{key} 不能改作别用：窗口和输入框自己要用它。换一个键。</source>
        <translation>{key} cannot be given away: windows and text fields work by it. Choose another key.</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>全公司库存</source>
        <translation>Company stock</translation>
    </message>
    <message>
        <source>走场</source>
        <translation>Running the show</translation>
    </message>
    <message>
        <source>放单</source>
        <translation>Stock</translation>
    </message>
    <message>
        <source>给主播</source>
        <translation>To the host</translation>
    </message>
    <message>
        <source>排品</source>
        <translation>Run order</translation>
    </message>
    <message>
        <source>视图</source>
        <translation>View</translation>
    </message>
    <message>
        <source>过款：上下一个</source>
        <translation>Take the next entry</translation>
    </message>
    <message>
        <source>回到上一个</source>
        <translation>Back to the previous</translation>
    </message>
    <message>
        <source>跳过下一个</source>
        <translation>Skip the next</translation>
    </message>
    <message>
        <source>直接上选中的款</source>
        <translation>Go to the selection</translation>
    </message>
    <message>
        <source>看下一款的建议</source>
        <translation>See what would be better next</translation>
    </message>
    <message>
        <source>暂停 / 继续</source>
        <translation>Pause / resume</translation>
    </message>
    <message>
        <source>开播</source>
        <translation>Go live</translation>
    </message>
    <message>
        <source>彩排</source>
        <translation>Rehearse</translation>
    </message>
    <message>
        <source>下播</source>
        <translation>End show</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>重做</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>放一波单</source>
        <translation>Release a wave</translation>
    </message>
    <message>
        <source>放一大波单</source>
        <translation>Release a big wave</translation>
    </message>
    <message>
        <source>憋单 / 取消憋单</source>
        <translation>Hold / cancel hold</translation>
    </message>
    <message>
        <source>快捷提示 {n}</source>
        <translation>Quick message {n}</translation>
    </message>
    <message>
        <source>自己写一句给主播</source>
        <translation>Write to the host</translation>
    </message>
    <message>
        <source>记一笔</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>主播屏</source>
        <translation>Host window</translation>
    </message>
    <message>
        <source>场景 {n}</source>
        <translation>Scene {n}</translation>
    </message>
    <message>
        <source>切到该在的场景</source>
        <translation>Put OBS right</translation>
    </message>
    <message>
        <source>连接 OBS</source>
        <translation>Connect to OBS</translation>
    </message>
    <message>
        <source>OBS 联动</source>
        <translation>OBS cues</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>插入一行</source>
        <translation>Insert an entry</translation>
    </message>
    <message>
        <source>再排一次（复制行）</source>
        <translation>Duplicate</translation>
    </message>
    <message>
        <source>删除选中的行</source>
        <translation>Delete the selection</translation>
    </message>
    <message>
        <source>锁定排品</source>
        <translation>Lock the run order</translation>
    </message>
    <message>
        <source>场次信息</source>
        <translation>Show details</translation>
    </message>
    <message>
        <source>导入排品表</source>
        <translation>Import run order</translation>
    </message>
    <message>
        <source>导入订单或数据</source>
        <translation>Import orders</translation>
    </message>
    <message>
        <source>粘贴数据</source>
        <translation>Paste numbers</translation>
    </message>
    <message>
        <source>手工录入数据</source>
        <translation>Enter numbers</translation>
    </message>
    <message>
        <source>复盘表格</source>
        <translation>Review workbook</translation>
    </message>
    <message>
        <source>到排品</source>
        <translation>To the run order</translation>
    </message>
    <message>
        <source>到正在讲解</source>
        <translation>To on air</translation>
    </message>
    <message>
        <source>到数据</source>
        <translation>To the numbers</translation>
    </message>
    <message>
        <source>比轮次：这一轮和前几轮</source>
        <translation>Compare rounds: this one and those before</translation>
    </message>
    <message>
        <source>数字的来源</source>
        <translation>Sources of the numbers</translation>
    </message>
    <message>
        <source>到 OBS</source>
        <translation>To OBS</translation>
    </message>
    <message>
        <source>到记录</source>
        <translation>To the journal</translation>
    </message>
    <message>
        <source>全屏</source>
        <translation>Full screen</translation>
    </message>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>按键表</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>退出</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>到评论</source>
        <translation>Go to the comments</translation>
    </message>
    <message>
        <source>数据图：时段、平滑、选商品、复制、存图</source>
        <translation>Charts: stretch, smoothing, items, copy, picture</translation>
    </message>
    <message>
        <source>商品库</source>
        <translation>Catalogue</translation>
    </message>
    <message>
        <source>开播检查</source>
        <translation>Pre-show checklist</translation>
    </message>
    <message>
        <source>放单波次</source>
        <translation>Release waves</translation>
    </message>
    <message>
        <source>售罄时照第一个建议做</source>
        <translation>When sold out, do the first suggestion</translation>
    </message>
    <message>
        <source>换播：现在谁在播</source>
        <translation>Change host: who is on camera</translation>
    </message>
    <message>
        <source>人员与排班</source>
        <translation>People and shifts</translation>
    </message>
    <message>
        <source>下一个平台动作已做</source>
        <translation>Next platform action done</translation>
    </message>
</context>
<context>
    <name>KindChooser</name>
    <message>
        <source>订单（一行一笔）</source>
        <translation>Orders (a line each)</translation>
    </message>
    <message>
        <source>数据（点击、曝光、在线…）</source>
        <translation>Figures (clicks, online…)</translation>
    </message>
    <message>
        <source>列映射“{name}”</source>
        <translation>Mapping “{name}”</translation>
    </message>
</context>
<context>
    <name>LeaveBox</name>
    <message>
        <source>“{name}”还在进行，要关闭中控吗？</source>
        <translation>“{name}” is still running. Close Zhongkong?</translation>
    </message>
    <message>
        <source>场次不会结束：计时继续，OBS 保持现在的画面；下次打开中控会接着这一款。要结束场次请用“下播”。</source>
        <translation>The show does not end: its clock runs on, OBS keeps its picture, and the console resumes at this entry when it opens again. To end the show, use End show.</translation>
    </message>
    <message>
        <source>关闭中控</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>接着播</source>
        <translation>Stay live</translation>
    </message>
</context>
<context>
    <name>LivePill</name>
    <message>
        <source>未打开场次</source>
        <translation>No show</translation>
    </message>
    <message>
        <source>未开播</source>
        <translation>Planned</translation>
    </message>
    <message>
        <source>彩排中</source>
        <translation>Rehearsal</translation>
    </message>
    <message>
        <source>直播中</source>
        <translation>LIVE</translation>
    </message>
    <message>
        <source>已暂停</source>
        <translation>Paused</translation>
    </message>
    <message>
        <source>已结束</source>
        <translation>Ended</translation>
    </message>
</context>
<context>
    <name>MappingBefore</name>
    <message>
        <source>这份表已按“{kind}”导入过 {count} 行订单，那些不会撤回：这次若读成另一个平台的订单，同一笔会算两次。</source>
        <translation>Order lines of this table taken before as “{kind}”: {count}. They stay: read as another platform&apos;s now, each would count twice.</translation>
    </message>
    <message>
        <source>导入时先撤回它原来按“{kind}”带来的 {count} 行，再按这里说的读。</source>
        <translation>What it brought as “{kind}” (rows: {count}) is taken back first, then it is read as said here.</translation>
    </message>
</context>
<context>
    <name>MappingDialog</name>
    <message>
        <source>这张表是什么 · {file}</source>
        <translation>What this table is · {file}</translation>
    </message>
    <message>
        <source>不用</source>
        <translation>not used</translation>
    </message>
    <message>
        <source>已保存的…</source>
        <translation>Saved…</translation>
    </message>
    <message>
        <source>复制问题</source>
        <translation>Copy problems</translation>
    </message>
    <message>
        <source>不导入</source>
        <translation>Do not import</translation>
    </message>
    <message>
        <source>导入 Ctrl+Enter</source>
        <translation>Import Ctrl+Enter</translation>
    </message>
    <message>
        <source>正在看…</source>
        <translation>Looking…</translation>
    </message>
    <message>
        <source>粘贴的排品表存成文件再拖入；如果是数据，在上面换成“数据”或“订单”</source>
        <translation>Save a pasted run order as a file and drop it. If these are numbers, choose figures or orders above</translation>
    </message>
    <message>
        <source>按排品表打开，先看再导入；如果是数据，在上面换成“数据”或“订单”</source>
        <translation>Opened as a run order, to be looked over first. If these are numbers, choose figures or orders above</translation>
    </message>
    <message>
        <source>打开 Ctrl+Enter</source>
        <translation>Open Ctrl+Enter</translation>
    </message>
    <message>
        <source>{file}：按保存的列映射“{name}”读取，可以改</source>
        <translation>{file}: read by the saved mapping “{name}”, which can be changed</translation>
    </message>
    <message>
        <source>{file}：按“{kind}”读取，不对就换</source>
        <translation>{file}: read as “{kind}”; change it if that is wrong</translation>
    </message>
    <message>
        <source>{file}：表头认不出来，请指明每一列是什么</source>
        <translation>{file}: nobody knows this header. Say what each column is</translation>
    </message>
    <message>
        <source>前面的行：{words}。正在看后面的…</source>
        <translation>The first rows: {words}. Looking at the rest…</translation>
    </message>
    <message>
        <source>{rows} 行里有 {count} 处读不懂，改好之前一行也不导入</source>
        <translation>Cells that cannot be read: {count} (rows: {rows}). Nothing is imported until they can</translation>
    </message>
    <message>
        <source>位置</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>哪里不对</source>
        <translation>What is wrong</translation>
    </message>
    <message>
        <source>怎么改</source>
        <translation>What would do</translation>
    </message>
    <message>
        <source>改好了，再读一次</source>
        <translation>Put right: read again</translation>
    </message>
</context>
<context>
    <name>MappingForm</name>
    <message>
        <source>订单号和读数按来源区分：同一个来源的同一行只算一次</source>
        <translation>Lines and readings are told apart by source: one line of one source counts once</translation>
    </message>
    <message>
        <source>开播以来的累计</source>
        <translation>totals since the start</translation>
    </message>
    <message>
        <source>每一段的增量</source>
        <translation>steps since the row before</translation>
    </message>
    <message>
        <source>不填：整个直播间</source>
        <translation>empty: the whole room</translation>
    </message>
    <message>
        <source>方向键选列 · Enter 指明是什么 · Delete 不用</source>
        <translation>Arrows: column · Enter: what it is · Delete: not used</translation>
    </message>
    <message>
        <source>这是</source>
        <translation>This is</translation>
    </message>
    <message>
        <source>工作表</source>
        <translation>Sheet</translation>
    </message>
    <message>
        <source>表头</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>数字是</source>
        <translation>Figures are</translation>
    </message>
    <message>
        <source>都是商品</source>
        <translation>All of item</translation>
    </message>
</context>
<context>
    <name>MappingParts</name>
    <message>
        <source>没有表头，第一行就是数据</source>
        <translation>No header, the first row is data</translation>
    </message>
    <message>
        <source>第 {row} 行：{names}</source>
        <translation>Row {row}: {names}</translation>
    </message>
    <message>
        <source>读取</source>
        <translation>read</translation>
    </message>
    <message>
        <source>不用</source>
        <translation>not used</translation>
    </message>
    <message>
        <source>{field}（从别的列移来）</source>
        <translation>{field} (from another column)</translation>
    </message>
    <message>
        <source>{lines} 行订单，{pieces} 件，成交 ¥{amount}</source>
        <translation>Order lines: {lines}, pieces: {pieces}, GMV ¥{amount}</translation>
    </message>
    <message>
        <source>其中退款 ¥{amount}</source>
        <translation>refunded of it ¥{amount}</translation>
    </message>
    <message>
        <source>{count} 个读数（{metrics}）</source>
        <translation>Readings: {count} ({metrics})</translation>
    </message>
    <message>
        <source>{count} 款商品</source>
        <translation>items: {count}</translation>
    </message>
    <message>
        <source>{count} 个不在本场时间内</source>
        <translation>outside the show&apos;s time: {count}</translation>
    </message>
    <message>
        <source>里面没有可以导入的行</source>
        <translation>There is no row in it to import</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>场次</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>编辑</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>快捷提示</source>
        <translation>Quick messages</translation>
    </message>
    <message>
        <source>视图</source>
        <translation>View</translation>
    </message>
    <message>
        <source>切场景</source>
        <translation>Scenes</translation>
    </message>
    <message>
        <source>帮助</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>全部场次…</source>
        <translation>All shows…</translation>
    </message>
    <message>
        <source>导入记录、撤回与列映射…</source>
        <translation>What came in, to take back, and mappings…</translation>
    </message>
    <message>
        <source>导出排品表…</source>
        <translation>Export run order…</translation>
    </message>
    <message>
        <source>恢复默认布局</source>
        <translation>Reset the layout</translation>
    </message>
    <message>
        <source>打开日志文件夹</source>
        <translation>Open the log folder</translation>
    </message>
    <message>
        <source>关于中控</source>
        <translation>About Zhongkong</translation>
    </message>
    <message>
        <source>键盘到</source>
        <translation>Keyboard to</translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message>
        <source>合并商品</source>
        <translation>Merge products</translation>
    </message>
    <message>
        <source>选中的那个留下，它空着的由别的补上；别的 ID、SKU、依据和证照都归它，老的排品和订单照样认得。合并后不能拆开。</source>
        <translation>The chosen one stays, and the others fill what it leaves empty. Their IDs, SKUs, proofs and documents become its own, so old run orders and orders still find it. Merging cannot be undone.</translation>
    </message>
    <message>
        <source>合并 Enter</source>
        <translation>Merge Enter</translation>
    </message>
    <message>
        <source>不是一个，看下一组</source>
        <translation>Not the same, next</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>第 {place} 组，共 {all} 组：{why} {shared}</source>
        <translation>{place} of {all}: {why} {shared}</translation>
    </message>
    <message>
        <source>哪一个留下？</source>
        <translation>Which one stays?</translation>
    </message>
    <message>
        <source>商品</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>商品ID</source>
        <translation>Product ID</translation>
    </message>
    <message>
        <source>品牌</source>
        <translation>Brand</translation>
    </message>
    <message>
        <source>直播价</source>
        <translation>Live price</translation>
    </message>
    <message>
        <source>条码</source>
        <translation>Barcode</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>SKUs</translation>
    </message>
    <message>
        <source>依据和证照</source>
        <translation>Proofs, documents</translation>
    </message>
    <message>
        <source>合并后：{name}，{ids} 个 ID，{skus} 个 SKU，{proofs} 条依据，{papers} 份证照</source>
        <translation>Merged: {name}; IDs: {ids}, SKUs: {skus}, proofs: {proofs}, documents: {papers}</translation>
    </message>
</context>
<context>
    <name>MessageBand</name>
    <message>
        <source>知道了 Enter</source>
        <translation>Got it Enter</translation>
    </message>
</context>
<context>
    <name>MessageBox</name>
    <message>
        <source>发送</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>给主播</source>
        <translation>To the host</translation>
    </message>
    <message>
        <source>给主播写一句（{key}）</source>
        <translation>Message to the host ({key})</translation>
    </message>
    <message>
        <source>给主播写一句</source>
        <translation>Message to the host</translation>
    </message>
    <message>
        <source>回车发送</source>
        <translation>Enter sends</translation>
    </message>
    <message>
        <source>已读 {time}</source>
        <translation>read {time}</translation>
    </message>
    <message>
        <source>「{text}」已读 {time}</source>
        <translation>“{text}” read {time}</translation>
    </message>
    <message>
        <source>未读 {time}</source>
        <translation>unread {time}</translation>
    </message>
    <message>
        <source>「{text}」未读 {time}</source>
        <translation>“{text}” unread {time}</translation>
    </message>
</context>
<context>
    <name>Metric</name>
    <message>
        <source>成交金额：来自订单，按付款时间，退款不扣 · {age}</source>
        <translation>GMV: from orders, by time of payment, refunds not taken off · {age}</translation>
    </message>
    <message>
        <source>曝光次数</source>
        <translation>Exposures</translation>
    </message>
    <message>
        <source>曝光人数</source>
        <translation>Exposed</translation>
    </message>
    <message>
        <source>点击次数</source>
        <translation>Clicks</translation>
    </message>
    <message>
        <source>点击人数</source>
        <translation>Clickers</translation>
    </message>
    <message>
        <source>成交人数</source>
        <translation>Buyers</translation>
    </message>
    <message>
        <source>观看次数</source>
        <translation>Views</translation>
    </message>
    <message>
        <source>观看人数</source>
        <translation>Viewers</translation>
    </message>
    <message>
        <source>在线人数</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>进房</source>
        <translation>Enters</translation>
    </message>
    <message>
        <source>离开</source>
        <translation>Leaves</translation>
    </message>
    <message>
        <source>评论</source>
        <translation>Comments</translation>
    </message>
    <message>
        <source>点赞</source>
        <translation>Likes</translation>
    </message>
    <message>
        <source>关注</source>
        <translation>Follows</translation>
    </message>
    <message>
        <source>停留总秒数</source>
        <translation>Watch seconds</translation>
    </message>
    <message>
        <source>订单数</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>订单行</source>
        <translation>Order lines</translation>
    </message>
    <message>
        <source>取自 {n} 行订单 · {age}</source>
        <translation>From order lines: {n} · {age}</translation>
    </message>
    <message>
        <source>{metric} {value}：来源 {source} · {age}</source>
        <translation>{metric} {value}: {source} · {age}</translation>
    </message>
    <message>
        <source>{metric} {value}：来源 {source} · {age}，已过时</source>
        <translation>{metric} {value}: {source} · {age}, stale</translation>
    </message>
    <message>
        <source>&#x3000;{source} 说 {value}（{age}），不相加</source>
        <translation>  {source} says {value} ({age}), not added</translation>
    </message>
    <message>
        <source>、</source>
        <comment>between the parts of a list</comment>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>MoneyCell</name>
    <message>
        <source>{label} / 目标 {money}</source>
        <translation>{label} / target {money}</translation>
    </message>
</context>
<context>
    <name>NumbersBoard</name>
    <message>
        <source>转化率</source>
        <translation>CVR</translation>
    </message>
    <message>
        <source>商品</source>
        <translation>Items</translation>
    </message>
    <message>
        <source>热力图</source>
        <translation>Heat map</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Sources</translation>
    </message>
    <message>
        <source>每分钟成交金额</source>
        <translation>GMV per minute</translation>
    </message>
    <message>
        <source>订单与数据 {age}</source>
        <translation>Orders and readings {age}</translation>
    </message>
    <message>
        <source>点击来源 {source}</source>
        <translation>clicks: {source}</translation>
    </message>
    <message>
        <source>没有商品的金额 {money}（{lines} 行），等订单表补上商品 · 讲解时段之外共 {other}（{n} 行）</source>
        <translation>Without an item {money} (lines: {lines}), until an export names it · outside rounds {other} (lines: {n})</translation>
    </message>
    <message>
        <source>本轮漏斗</source>
        <translation>Funnel of this round</translation>
    </message>
    <message>
        <source>没有正在讲解的款</source>
        <translation>Nothing is on air</translation>
    </message>
    <message>
        <source>本轮漏斗 · {number} {name}</source>
        <translation>Funnel · {number} {name}</translation>
    </message>
    <message>
        <source>环节没有商品，没有漏斗</source>
        <translation>A segment has no goods and no funnel</translation>
    </message>
    <message>
        <source>这一轮还没有曝光和点击数据</source>
        <translation>No exposures or clicks in this round yet</translation>
    </message>
    <message>
        <source>{id} · 不在排品中</source>
        <translation>{id} · not in the run order</translation>
    </message>
    <message>
        <source>金额</source>
        <translation>Money</translation>
    </message>
    <message>
        <source>订单</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>成交金额</source>
        <translation>GMV</translation>
    </message>
</context>
<context>
    <name>NumbersDock</name>
    <message>
        <source>数据</source>
        <translation>Numbers</translation>
    </message>
    <message>
        <source>30 分</source>
        <translation>30 min</translation>
    </message>
    <message>
        <source>整场</source>
        <translation>Whole show</translation>
    </message>
    <message>
        <source>选商品</source>
        <translation>Items</translation>
    </message>
    <message>
        <source>比轮次</source>
        <translation>Rounds</translation>
    </message>
    <message>
        <source>近 30 分钟</source>
        <translation>Last 30 min</translation>
    </message>
    <message>
        <source>这一轮和它前几轮，从上架算起（{key}）</source>
        <translation>This round and the item’s earlier ones, from each take on ({key})</translation>
    </message>
    <message>
        <source>保存为图片</source>
        <translation>Save as a picture</translation>
    </message>
    <message>
        <source>平滑（近 5 分钟）</source>
        <translation>Smooth (last 5 min)</translation>
    </message>
    <message>
        <source>逐分钟</source>
        <translation>Minute by minute</translation>
    </message>
    <message>
        <source>比轮次：这一轮和前几轮</source>
        <translation>Compare rounds: this one and those before</translation>
    </message>
    <message>
        <source>数字的来源</source>
        <translation>Sources of the numbers</translation>
    </message>
    <message>
        <source>选商品…</source>
        <translation>Choose items…</translation>
    </message>
    <message>
        <source>复制下面的表</source>
        <translation>Copy the table below</translation>
    </message>
    <message>
        <source>复制曲线数据</source>
        <translation>Copy the curves&apos; data</translation>
    </message>
    <message>
        <source>保存为图片…</source>
        <translation>Save as a picture…</translation>
    </message>
    <message>
        <source>平滑、复制、保存为图片（{key}）</source>
        <translation>Smoothing, copy, save as picture ({key})</translation>
    </message>
</context>
<context>
    <name>ObsCard</name>
    <message>
        <source>连接 OBS</source>
        <translation>Connect to OBS</translation>
    </message>
    <message>
        <source>在 OBS 里打开菜单 &lt;b&gt;工具 → WebSocket 服务器设置&lt;/b&gt;</source>
        <translation>In OBS open &lt;b&gt;Tools → WebSocket Server Settings&lt;/b&gt;</translation>
    </message>
    <message>
        <source>勾选 &lt;b&gt;开启 WebSocket 服务器&lt;/b&gt;，端口保持 4455</source>
        <translation>Tick &lt;b&gt;Enable WebSocket server&lt;/b&gt;, leave the port at 4455</translation>
    </message>
    <message>
        <source>点 &lt;b&gt;显示连接信息&lt;/b&gt;，复制密码，回到这里点“连接 OBS”</source>
        <translation>Press &lt;b&gt;Show Connect Info&lt;/b&gt;, copy the password, and press Connect here</translation>
    </message>
    <message>
        <source>连接 OBS…</source>
        <translation>Connect to OBS…</translation>
    </message>
    <message>
        <source>没有 OBS 也能开播：排品、库存、主播屏和数据照常，场景之后再连。</source>
        <translation>A show runs without OBS too: run order, stock, host window and numbers work as ever; scenes can follow.</translation>
    </message>
    <message>
        <source>还没有连上 OBS，开着 OBS 就会自动连上</source>
        <translation>OBS is not connected; it connects by itself once OBS is open</translation>
    </message>
    <message>
        <source>{state} · {address} · {n} 个场景</source>
        <translation>{state} · {address} · scenes: {n}</translation>
    </message>
    <message>
        <source>OBS 连接…</source>
        <translation>OBS connection…</translation>
    </message>
</context>
<context>
    <name>ObsDock</name>
    <message>
        <source>立即重连</source>
        <translation>Reconnect now</translation>
    </message>
    <message>
        <source>切过去</source>
        <translation>Put it right</translation>
    </message>
    <message>
        <source>{time} 有人在 OBS 里手动切到「{scene}」</source>
        <translation>{time} somebody switched OBS to “{scene}”</translation>
    </message>
    <message>
        <source>库存文字「{name}」没有更新：{why}</source>
        <translation>The stock text “{name}” was not updated: {why}</translation>
    </message>
    <message>
        <source>更新文字</source>
        <translation>Update text</translation>
    </message>
    <message>
        <source>应该是「{wanted}」，现在是「{shown}」</source>
        <translation>Should be “{wanted}”, is “{shown}”</translation>
    </message>
    <message>
        <source>、</source>
        <comment>between the parts of a list</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>文字「{names}」可能还不是正在讲解的款</source>
        <translation>Text “{names}” may not be of the entry on air</translation>
    </message>
    <message>
        <source>连上 OBS 后，这里是它的场景：过款自动切，也可以按 F1–F8 手动切。没有 OBS 也能走完一场。</source>
        <translation>Once OBS is connected its scenes are here: a take switches them, F1–F8 do so by hand. A show runs to its end without OBS too.</translation>
    </message>
    <message>
        <source>练习不会自己去连 OBS，以免切到真实直播间的画面。</source>
        <translation> Practice never connects to OBS by itself, so that no real room&apos;s picture is switched.</translation>
    </message>
    <message>
        <source>连接 OBS…</source>
        <translation>Connect to OBS…</translation>
    </message>
</context>
<context>
    <name>ObsTitle</name>
    <message>
        <source>联动…</source>
        <translation>Cues…</translation>
    </message>
    <message>
        <source>连接…</source>
        <translation>Connect…</translation>
    </message>
    <message>
        <source>上一款、下一款时 OBS 做什么</source>
        <translation>What OBS does when an entry comes and goes</translation>
    </message>
    <message>
        <source>● 推流中</source>
        <translation>● streaming</translation>
    </message>
    <message>
        <source>未推流</source>
        <translation>not streaming</translation>
    </message>
    <message>
        <source>丢帧 {share}%</source>
        <translation>{share}% dropped</translation>
    </message>
    <message>
        <source>● 录制中</source>
        <translation>● recording</translation>
    </message>
    <message>
        <source>未录制</source>
        <translation>not recording</translation>
    </message>
    <message>
        <source>{ms} 毫秒</source>
        <translation>{ms} ms</translation>
    </message>
</context>
<context>
    <name>OnAirDock</name>
    <message>
        <source>订单 {age}</source>
        <translation>Orders {age}</translation>
    </message>
    <message>
        <source>正在讲解</source>
        <translation>On air</translation>
    </message>
    <message>
        <source>正在讲解 · {n}</source>
        <translation>On air · {n}</translation>
    </message>
    <message>
        <source>第一个</source>
        <translation>First</translation>
    </message>
    <message>
        <source>下一个</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>开播</source>
        <translation>Go live</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Resume</translation>
    </message>
    <message>
        <source>休息中，时钟停着</source>
        <translation>On a break; the clocks stand still</translation>
    </message>
    <message>
        <source>复盘表格</source>
        <translation>Review workbook</translation>
    </message>
    <message>
        <source>没有下一款：下播，或在排品里再排</source>
        <translation>Nothing comes next: end the show, or add to the run order</translation>
    </message>
    <message>
        <source>最后一款了</source>
        <translation>Last entry</translation>
    </message>
    <message>
        <source>过款</source>
        <translation>Take</translation>
    </message>
    <message>
        <source>彩排中：不计入记录，库存不动</source>
        <translation>Rehearsal: nothing is recorded, stock stays as it is</translation>
    </message>
    <message>
        <source>彩排中：什么都不记录</source>
        <translation>Rehearsal: nothing is recorded</translation>
    </message>
</context>
<context>
    <name>OperatorDialog</name>
    <message>
        <source>谁在操作</source>
        <translation>Who is at the console</translation>
    </message>
    <message>
        <source>这台中控现在是谁在按？</source>
        <translation>Who is at this console now?</translation>
    </message>
    <message>
        <source>名字或昵称</source>
        <translation>Name or nickname</translation>
    </message>
    <message>
        <source>操作人</source>
        <translation>Operator</translation>
    </message>
    <message>
        <source>从现在起记在操作日志的每一条上；换人时在设置里改。</source>
        <translation>Stands on every line of the journal from now on; change it in the settings when somebody else takes over.</translation>
    </message>
    <message>
        <source>写下名字或昵称。</source>
        <translation>Write a name or nickname.</translation>
    </message>
</context>
<context>
    <name>OrdersRefusedDialog</name>
    <message>
        <source>文件没有导入 · {file}</source>
        <translation>Not imported · {file}</translation>
    </message>
    <message>
        <source>有 {count} 处读不懂，一行也没有导入</source>
        <translation>Cells nobody can read: {count}. No row was imported</translation>
    </message>
    <message>
        <source>从平台重新导出，或在表格软件里改好再导入。已有的订单和数据没有变。</source>
        <translation>Export it again from the platform, or put it right in a spreadsheet program and import it again. Orders and figures that were here are unchanged.</translation>
    </message>
    <message>
        <source>位置</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>哪里不对</source>
        <translation>What is wrong</translation>
    </message>
    <message>
        <source>怎么改</source>
        <translation>What to do</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>看这张表…</source>
        <translation>Look at the table…</translation>
    </message>
</context>
<context>
    <name>OversoldDialog</name>
    <message>
        <source>超卖的订单</source>
        <translation>Oversold orders</translation>
    </message>
    <message>
        <source>最后进来的订单在最上面：补库存、联系买家换货，或在平台后台退款。</source>
        <translation>The latest orders are on top: add stock, offer the buyers another item, or refund them on the platform.</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>{name} 超卖 {n} 件</source>
        <translation>{name} is oversold by {n}</translation>
    </message>
    <message>
        <source>付款时间</source>
        <translation>Paid at</translation>
    </message>
    <message>
        <source>订单号</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>件数</source>
        <translation>Units</translation>
    </message>
    <message>
        <source>金额</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>未放先卖的订单</source>
        <translation>Orders sold before release</translation>
    </message>
    <message>
        <source>{name} 未放先卖 {n} 件</source>
        <translation>{name}: {n} sold before release</translation>
    </message>
    <message>
        <source>最后进来的订单在最上面。都在本场库存之内，把这些件数放出来就对上了。</source>
        <translation>The last orders in stand first. The room has all of these pieces: release as many and it is even.</translation>
    </message>
    <message>
        <source>{name} 超卖 {n} 件，另有 {m} 件未放先卖</source>
        <translation>{name} is oversold by {n}, with {m} more sold before release</translation>
    </message>
</context>
<context>
    <name>Pace</name>
    <message>
        <source>每分钟评论</source>
        <translation>Comments per minute</translation>
    </message>
    <message>
        <source>每分钟评论，近 30 分钟：最多 {most}，上一分钟 {last}</source>
        <translation>Comments per minute, last 30 minutes: at most {most}, in the last minute {last}</translation>
    </message>
</context>
<context>
    <name>Papers</name>
    <message>
        <source>资质名称</source>
        <translation>Qualification</translation>
    </message>
    <message>
        <source>发证单位</source>
        <translation>Issued by</translation>
    </message>
    <message>
        <source>编号（可不填）</source>
        <translation>Number (optional)</translation>
    </message>
    <message>
        <source>有效期至</source>
        <translation>Valid until</translation>
    </message>
    <message>
        <source>例如：网络主播证</source>
        <translation>e.g. host licence</translation>
    </message>
    <message>
        <source>已过期</source>
        <translation>Expired</translation>
    </message>
</context>
<context>
    <name>PartsGrid</name>
    <message>
        <source>加一行</source>
        <translation>Add a row</translation>
    </message>
    <message>
        <source>删掉这行</source>
        <translation>Remove the row</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>名字、昵称、资质、拼音首字母  Ctrl+F</source>
        <translation>Name, qualification, pinyin  Ctrl+F</translation>
    </message>
    <message>
        <source>找人</source>
        <translation>Find people</translation>
    </message>
    <message>
        <source>名册</source>
        <translation>Roster</translation>
    </message>
    <message>
        <source>添加 Ctrl+N</source>
        <translation>Add Ctrl+N</translation>
    </message>
    <message>
        <source>从名册删除</source>
        <translation>Delete from roster</translation>
    </message>
    <message>
        <source>还原</source>
        <translation>Revert</translation>
    </message>
    <message>
        <source>保存 Ctrl+Enter</source>
        <translation>Save Ctrl+Enter</translation>
    </message>
    <message>
        <source>、</source>
        <comment>between the parts of a list</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>没有监护人同意</source>
        <translation>no guardian&apos;s consent</translation>
    </message>
    <message>
        <source>资质已过期</source>
        <translation>qualification expired</translation>
    </message>
    <message>
        <source>没填资质</source>
        <translation>no qualification entered</translation>
    </message>
    <message>
        <source>资质 30 天内到期</source>
        <translation>expires within 30 days</translation>
    </message>
    <message>
        <source>没填是否成年</source>
        <translation>adult or not: not entered</translation>
    </message>
    <message>
        <source>左边选一个人，或按 Ctrl+N 添加</source>
        <translation>Choose somebody on the left, or add one with Ctrl+N</translation>
    </message>
    <message>
        <source>名册还是空的。
按 Ctrl+N 添加第一个人：叫什么、做什么岗位，主播再填资质和有效期。</source>
        <translation>The roster is empty.
Add the first person with Ctrl+N: what they are called and what they do; for hosts the qualification and until when it is valid.</translation>
    </message>
    <message>
        <source>“{name}”已保存</source>
        <translation>“{name}” saved</translation>
    </message>
    <message>
        <source>从名册删除“{name}”？</source>
        <translation>Delete “{name}” from the roster?</translation>
    </message>
    <message>
        <source>排好的班次和以前场次的记录不变。</source>
        <translation>Shifts that are planned and the records of past shows stay as they are.</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>留着</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>“{name}”已删除</source>
        <translation>“{name}” deleted</translation>
    </message>
    <message>
        <source>改过的还没有保存</source>
        <translation>Changes are not saved yet</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>放弃修改</source>
        <translation>Discard changes</translation>
    </message>
    <message>
        <source>接着改</source>
        <translation>Go on editing</translation>
    </message>
</context>
<context>
    <name>PersonForm</name>
    <message>
        <source>名字或艺名，不写手机号、证件号</source>
        <translation>Name or stage name; no phone or identity numbers</translation>
    </message>
    <message>
        <source>可不填，排品表里写的另一个叫法</source>
        <translation>Optional: another name used in the run order</translation>
    </message>
    <message>
        <source>已见监护人同意书，日期</source>
        <translation>Guardian&apos;s consent seen on</translation>
    </message>
    <message>
        <source>见到监护人同意书的日期</source>
        <translation>Day the guardian&apos;s consent was seen</translation>
    </message>
    <message>
        <source>名字</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>昵称</source>
        <translation>Nickname</translation>
    </message>
    <message>
        <source>岗位</source>
        <translation>Duties</translation>
    </message>
    <message>
        <source>年龄</source>
        <translation>Age</translation>
    </message>
    <message>
        <source>只问规则要的：主播满 16 岁；不满 18 岁要有监护人同意。不记生日。</source>
        <translation>Only what the rule asks: hosts are 16 or older; under 18 a guardian consents. No birth dates are kept.</translation>
    </message>
    <message>
        <source>资质</source>
        <translation>Qualifications</translation>
    </message>
</context>
<context>
    <name>PlanBar</name>
    <message>
        <source>{count} 行 · 计划 {length}</source>
        <translation>Rows {count} · {length}</translation>
    </message>
    <message>
        <source>点一下到下一处提醒</source>
        <translation>Click for the next remark</translation>
    </message>
    <message>
        <source>⚠ {count}</source>
        <translation>⚠ {count}</translation>
    </message>
    <message>
        <source>{count} 处提醒</source>
        <translation>Remarks: {count}</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>重做</source>
        <translation>Redo</translation>
    </message>
</context>
<context>
    <name>PlanImport</name>
    <message>
        <source>排品表模板.xlsx</source>
        <translation>run order template.xlsx</translation>
    </message>
    <message>
        <source>保存空白排品表</source>
        <translation>Save an empty run order sheet</translation>
    </message>
</context>
<context>
    <name>PlannedPage</name>
    <message>
        <source>{n} 款 · 计划 {length}</source>
        <translation>Entries {n} · planned {length}</translation>
    </message>
    <message>
        <source>OBS 没有连接</source>
        <translation>OBS is not connected</translation>
    </message>
    <message>
        <source>开播前看一眼</source>
        <translation>Before going live</translation>
    </message>
    <message>
        <source>✓ 排品齐全，可以开播</source>
        <translation>✓ The run order is complete</translation>
    </message>
    <message>
        <source>计划开播</source>
        <translation>Planned start</translation>
    </message>
    <message>
        <source>未定</source>
        <translation>not set</translation>
    </message>
    <message>
        <source>计划 {when} 开播，已晚</source>
        <translation>Planned for {when}, late by</translation>
    </message>
    <message>
        <source>距 {when} 开播</source>
        <translation>Going live {when}, in</translation>
    </message>
    <message>
        <source>{n} 天</source>
        <translation>{n} d</translation>
    </message>
    <message>
        <source>开播检查…</source>
        <translation>Pre-show checklist…</translation>
    </message>
    <message>
        <source>开播检查：{n} 处不对…</source>
        <translation>Pre-show checklist: {n} wrong…</translation>
    </message>
</context>
<context>
    <name>PracticeBand</name>
    <message>
        <source>离开练习</source>
        <translation>Leave practice</translation>
    </message>
    <message>
        <source>练习场次 · 数据由程序模拟，与真实场次分开存放</source>
        <translation>Practice show · simulated data, kept apart from real shows</translation>
    </message>
    <message>
        <source>观众 {n} 倍速</source>
        <translation>Audience at {n}× speed</translation>
    </message>
</context>
<context>
    <name>ProductForm</name>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>商品ID</source>
        <translation>Product ID</translation>
    </message>
    <message>
        <source>品牌</source>
        <translation>Brand</translation>
    </message>
    <message>
        <source>类目</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>规格</source>
        <translation>Spec</translation>
    </message>
    <message>
        <source>条码</source>
        <translation>Barcode</translation>
    </message>
    <message>
        <source>划线价</source>
        <translation>List price</translation>
    </message>
    <message>
        <source>直播价</source>
        <translation>Live price</translation>
    </message>
    <message>
        <source>成本价</source>
        <translation>Cost</translation>
    </message>
    <message>
        <source>排品表里用的商品ID</source>
        <translation>The ID your run orders use</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>元。排品时用这里的价，已经排好的不会跟着变。</source>
        <translation>Yuan. Plans take the prices from here; what is planned already does not change with them.</translation>
    </message>
    <message>
        <source>图片</source>
        <translation>Pictures</translation>
    </message>
    <message>
        <source>SKU ID</source>
        <translation>SKU ID</translation>
    </message>
    <message>
        <source>订单里写 SKU ID 的，算到这个商品上。价格空着就是商品的价。</source>
        <translation>Orders that name a SKU count for this product. An empty price is the product’s.</translation>
    </message>
    <message>
        <source>平台</source>
        <translation>Platform</translation>
    </message>
    <message>
        <source>那里的商品ID</source>
        <translation>Its ID there</translation>
    </message>
    <message>
        <source>同一个商品在各个平台、各条链接的 ID，可以有几个；一个 ID 只能属于一个商品。</source>
        <translation>What platforms and their links call this product, several if need be; an ID names one product.</translation>
    </message>
    <message>
        <source>哪个价</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>金额</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>依据来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>文件或网址</source>
        <translation>File or address</translation>
    </message>
    <message>
        <source>划线价要有来源和日期：哪里按这个价卖过，或哪份合同。金额空着就是任何金额。</source>
        <translation>A list price needs a source and a date: where it was sold at it, or which contract. An empty amount means any.</translation>
    </message>
    <message>
        <source>种类</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>有效期至</source>
        <translation>Expires</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>有效期写最后有效的一天，如 2027-06-30；没有期限写“长期”。空着的，开播前会提醒。</source>
        <translation>Enter the last good day, such as 2027-06-30, or “permanent”. An empty one is told before going live.</translation>
    </message>
    <message>
        <source>选文件…</source>
        <translation>File…</translation>
    </message>
    <message>
        <source>排品和订单都用它，不能改；别的 ID 加在“平台 ID”里</source>
        <translation>Run orders and orders use it, so it stays; add other IDs under “Platform IDs”</translation>
    </message>
    <message>
        <source>合并进来的：{ids}</source>
        <translation>Merged in: {ids}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>长期</source>
        <translation>permanent</translation>
    </message>
    <message>
        <source>看不懂的日期</source>
        <translation>no date</translation>
    </message>
    <message>
        <source>商品</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>规格 SKU</source>
        <translation>SKUs</translation>
    </message>
    <message>
        <source>平台 ID</source>
        <translation>Platform IDs</translation>
    </message>
    <message>
        <source>价格依据</source>
        <translation>Price evidence</translation>
    </message>
    <message>
        <source>证照</source>
        <translation>Documents</translation>
    </message>
    <message>
        <source>选文件</source>
        <translation>Choose a file</translation>
    </message>
    <message>
        <source>{field}不能空着</source>
        <translation>{field} cannot be empty</translation>
    </message>
    <message>
        <source>{field}：{problem}。{remedy}</source>
        <translation>{field}: {problem}. {remedy}</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>正在准备练习场次…</source>
        <translation>Preparing the practice show…</translation>
    </message>
    <message>
        <source>正在打开…</source>
        <translation>Opening…</translation>
    </message>
    <message>
        <source>重试</source>
        <translation>Retry</translation>
    </message>
</context>
<context>
    <name>ProgramView</name>
    <message>
        <source>节目画面</source>
        <translation>Program picture</translation>
    </message>
    <message>
        <source>没有画面</source>
        <translation>No picture</translation>
    </message>
</context>
<context>
    <name>ReleaseRow</name>
    <message>
        <source>自定义…</source>
        <translation>Custom…</translation>
    </message>
    <message>
        <source>憋单</source>
        <translation>Hold</translation>
    </message>
    <message>
        <source>放出 {n}</source>
        <translation>Release {n}</translation>
    </message>
    <message>
        <source>憋住的库存全部放出</source>
        <translation>Releases all that is held</translation>
    </message>
    <message>
        <source>取消憋单 {time}</source>
        <translation>Cancel hold {time}</translation>
    </message>
    <message>
        <source>放出或调整任意件数</source>
        <translation>Release or adjust any quantity</translation>
    </message>
    <message>
        <source>放完了</source>
        <translation>All out</translation>
    </message>
    <message>
        <source>分到的库存已全部放出，可在「自定义」里加库存</source>
        <translation>All allotted stock is on sale; add stock under “Custom”</translation>
    </message>
    <message>
        <source>取消憋单</source>
        <translation>Cancel hold</translation>
    </message>
    <message>
        <source>憋单中 {n} 件 · 已憋 {time}</source>
        <translation>Holding {n} · {time}</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>复盘表格</source>
        <translation>Review workbook</translation>
    </message>
    <message>
        <source>把“{name}”写成复盘表格</source>
        <translation>Write the review workbook of “{name}”</translation>
    </message>
    <message>
        <source>场次概览、商品明细、讲解时间轴、操作日志，数字与屏幕上一致。</source>
        <translation>Overview, items, timeline and log; the figures are those on the screen.</translation>
    </message>
    <message>
        <source>这一场还没有下播，写的是到现在为止的数字。</source>
        <translation> The show has not ended: the figures are those up to now.</translation>
    </message>
    <message>
        <source>保存到</source>
        <translation>Save to</translation>
    </message>
    <message>
        <source>选择…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>写复盘表格</source>
        <translation>Write the workbook</translation>
    </message>
    <message>
        <source>这个文件已经有了，写好后会换掉它。</source>
        <translation>This file exists; it will be replaced once the new one is written.</translation>
    </message>
    <message>
        <source>写上要保存到哪里。</source>
        <translation>Enter where to save it.</translation>
    </message>
    <message>
        <source>停止</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>已写好：{file}</source>
        <translation>Written: {file}</translation>
    </message>
    <message>
        <source>正在停止…</source>
        <translation>Stopping…</translation>
    </message>
    <message>
        <source>已停止，没有留下文件；原来的文件没有变。</source>
        <translation>Stopped. No file was left behind; an older file is unchanged.</translation>
    </message>
</context>
<context>
    <name>RoleMix</name>
    <message>
        <source>{role} {now}%</source>
        <translation>{role} {now}%</translation>
    </message>
    <message>
        <source>{role} {now}%，目标 {wanted}%</source>
        <translation>{role} {now}%, target {wanted}%</translation>
    </message>
    <message>
        <source>角色占计划时长（环节不算）</source>
        <translation>Share of planned time per role (without segments)</translation>
    </message>
</context>
<context>
    <name>RosterDialog</name>
    <message>
        <source>人员与排班</source>
        <translation>People and shifts</translation>
    </message>
    <message>
        <source>名册</source>
        <translation>Roster</translation>
    </message>
    <message>
        <source>本场排班</source>
        <translation>Shifts of this show</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>排班改过，还没有保存</source>
        <translation>The shifts were changed and are not saved yet</translation>
    </message>
    <message>
        <source>放弃修改</source>
        <translation>Discard changes</translation>
    </message>
    <message>
        <source>接着排</source>
        <translation>Go on planning</translation>
    </message>
</context>
<context>
    <name>RoundFunnel</name>
    <message>
        <source>曝光人数</source>
        <translation>Exposed</translation>
    </message>
    <message>
        <source>点击人数</source>
        <translation>Clickers</translation>
    </message>
    <message>
        <source>成交人数</source>
        <translation>Buyers</translation>
    </message>
    <message>
        <source>曝光次数</source>
        <translation>Exposures</translation>
    </message>
    <message>
        <source>点击次数</source>
        <translation>Clicks</translation>
    </message>
    <message>
        <source>整场：{words}</source>
        <translation>Whole show: {words}</translation>
    </message>
    <message>
        <source>{top} ÷ {bottom} = {value}，95% 置信区间 {interval}（Wilson）</source>
        <translation>{top} ÷ {bottom} = {value}, 95% confidence {interval} (Wilson)</translation>
    </message>
</context>
<context>
    <name>RoundsChart</name>
    <message>
        <source>累计转化率</source>
        <translation>CVR so far</translation>
    </message>
    <message>
        <source>比轮次</source>
        <translation>Rounds</translation>
    </message>
    <message>
        <source>还没有商品上过；讲过两轮，就能比这一轮和上一轮</source>
        <translation>No item was on air yet. After two rounds of one, this compares them.</translation>
    </message>
    <message>
        <source>比轮次 · {item}（{what}）</source>
        <translation>Rounds · {item} ({what})</translation>
    </message>
    <message>
        <source>这是它的第一轮，还没有可比的；从上架算起</source>
        <translation>Its first round: nothing to compare with yet. Counted from the take.</translation>
    </message>
    <message>
        <source>第 {n} 轮，{at} 时 {money}；上一轮这时还没有成交</source>
        <translation>Round {n}: {money} after {at}; the last one had sold nothing by then</translation>
    </message>
    <message>
        <source>第 {n} 轮，{at} 时 {money}，比上一轮同时 {change}</source>
        <translation>Round {n}: {money} after {at}, {change} on the last one by then</translation>
    </message>
    <message>
        <source>{n} 轮里第 {rank}</source>
        <translation>no. {rank} of {n}</translation>
    </message>
    <message>
        <source>转化高于上一轮（99%）</source>
        <translation>converts better than the last (99%)</translation>
    </message>
    <message>
        <source>转化低于上一轮（99%）</source>
        <translation>converts worse than the last (99%)</translation>
    </message>
    <message>
        <source>第 {n} 轮 {time}（在播）</source>
        <translation>Round {n} {time} (on air)</translation>
    </message>
    <message>
        <source>第 {n} 轮 {time}</source>
        <translation>Round {n} {time}</translation>
    </message>
    <message>
        <source>讲了 {length}</source>
        <translation>Lasted {length}</translation>
    </message>
    <message>
        <source>段效 {money}/分</source>
        <translation>Yield {money}/min</translation>
    </message>
    <message>
        <source>{money} · {units} 件 · {orders} 单</source>
        <translation>{money} · pieces: {units} · orders: {orders}</translation>
    </message>
    <message>
        <source>人</source>
        <translation>ppl</translation>
    </message>
    <message>
        <source>次</source>
        <translation>cnt</translation>
    </message>
    <message>
        <source>上架后 {n} 分钟</source>
        <translation>{n} min after the take</translation>
    </message>
    <message>
        <source>成交：订单，按付款时间 · {age}</source>
        <translation>Sales: orders, by time paid · {age}</translation>
    </message>
    <message>
        <source>点击：{source} · {age}</source>
        <translation>Clicks: {source} · {age}</translation>
    </message>
    <message>
        <source>上架后分钟</source>
        <translation>Minutes since the take</translation>
    </message>
    <message>
        <source>件数</source>
        <translation>Units</translation>
    </message>
    <message>
        <source>转化率</source>
        <translation>CVR</translation>
    </message>
    <message>
        <source>分子</source>
        <translation>Numerator</translation>
    </message>
    <message>
        <source>分母</source>
        <translation>Denominator</translation>
    </message>
    <message>
        <source>累计成交金额</source>
        <translation>cumulative GMV</translation>
    </message>
</context>
<context>
    <name>RunOrderActions</name>
    <message>
        <source>新的一款</source>
        <translation>New entry</translation>
    </message>
    <message>
        <source>{name} 等</source>
        <translation>{name} and others</translation>
    </message>
    <message>
        <source>序号</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>链接号</source>
        <translation>Link no.</translation>
    </message>
    <message>
        <source>角色</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>商品名称</source>
        <translation>Item name</translation>
    </message>
    <message>
        <source>直播价</source>
        <translation>Live price</translation>
    </message>
    <message>
        <source>时长</source>
        <translation>Length</translation>
    </message>
    <message>
        <source>开始时间</source>
        <translation>Start</translation>
    </message>
</context>
<context>
    <name>RunOrderMenus</name>
    <message>
        <source>编辑…</source>
        <translation>Edit…</translation>
    </message>
    <message>
        <source>改时长</source>
        <translation>Change length</translation>
    </message>
    <message>
        <source>在前面插入一行</source>
        <translation>Insert before</translation>
    </message>
    <message>
        <source>在后面插入一行</source>
        <translation>Insert after</translation>
    </message>
    <message>
        <source>复制一行</source>
        <translation>Duplicate</translation>
    </message>
    <message>
        <source>上移</source>
        <translation>Move up</translation>
    </message>
    <message>
        <source>下移</source>
        <translation>Move down</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>复制为文字</source>
        <translation>Copy as text</translation>
    </message>
    <message>
        <source>直接上这一款</source>
        <translation>Go to this entry</translation>
    </message>
    <message>
        <source>跳过</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>恢复</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>再讲一轮（排到下一个）</source>
        <translation>Another round, next</translation>
    </message>
    <message>
        <source>重发 OBS 联动</source>
        <translation>Send the OBS cues again</translation>
    </message>
    <message>
        <source>导入排品表…</source>
        <translation>Import run order…</translation>
    </message>
    <message>
        <source>导出排品表…</source>
        <translation>Export run order…</translation>
    </message>
    <message>
        <source>保存空白模板…</source>
        <translation>Save an empty sheet…</translation>
    </message>
    <message>
        <source>新增一行</source>
        <translation>New entry</translation>
    </message>
    <message>
        <source>下一处提醒</source>
        <translation>Next remark</translation>
    </message>
    <message>
        <source>回到直播</source>
        <translation>Back to on air</translation>
    </message>
    <message>
        <source>列</source>
        <translation>Columns</translation>
    </message>
    <message>
        <source>转化走势</source>
        <translation>CVR trend</translation>
    </message>
    <message>
        <source>正在讲解</source>
        <translation>on air</translation>
    </message>
    <message>
        <source>已讲过</source>
        <translation>was on air</translation>
    </message>
    <message>
        <source>在正在讲解的前面</source>
        <translation>before what is on air</translation>
    </message>
    <message>
        <source>已是第一行</source>
        <translation>the first row</translation>
    </message>
    <message>
        <source>已在最前面</source>
        <translation>comes next already</translation>
    </message>
    <message>
        <source>已是最后一行</source>
        <translation>the last row</translation>
    </message>
    <message>
        <source>{action}（{why}）</source>
        <translation>{action} ({why})</translation>
    </message>
</context>
<context>
    <name>RunOrderTips</name>
    <message>
        <source>整点和排品对不上</source>
        <translation>a fixed time does not fit</translation>
    </message>
    <message>
        <source>{what}：{n} 行</source>
        <translation>{what}: rows: {n}</translation>
    </message>
    <message>
        <source>引流款连着</source>
        <translation>traffic items in a row</translation>
    </message>
    <message>
        <source>超过 30 分钟没有主推款</source>
        <translation>over 30 minutes without a hero item</translation>
    </message>
    <message>
        <source>角色时长占比</source>
        <translation>shares of roles</translation>
    </message>
    <message>
        <source>链接</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>商品 / 环节</source>
        <translation>Item / segment</translation>
    </message>
    <message>
        <source>直播价</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>计划</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>实际</source>
        <translation>Actual</translation>
    </message>
    <message>
        <source>剩余库存</source>
        <translation>Stock left</translation>
    </message>
    <message>
        <source>点击转化</source>
        <translation>CVR</translation>
    </message>
    <message>
        <source>件数</source>
        <translation>Units</translation>
    </message>
    <message>
        <source>成交</source>
        <translation>GMV</translation>
    </message>
    <message>
        <source>场景</source>
        <translation>Scene</translation>
    </message>
    <message>
        <source>深色：已放出、还没卖的；浅色：还没放出的；空的：已卖出</source>
        <translation>Dark: released, not sold; light: not released; empty: sold</translation>
    </message>
    <message>
        <source>点击-成交转化率：成交人数 ÷ 点击人数；只有次数时为订单行 ÷ 点击次数。点击太少时写得淡；▲▼ 只在变化大过偶然时出现</source>
        <translation>Conversion: buyers ÷ clickers; where only counts are known, order lines ÷ clicks. Written faintly with few clicks; ▲▼ appear only for a change beyond chance</translation>
    </message>
    <message>
        <source>近 {minutes} 分钟的点击转化，每点为 {span} 分钟</source>
        <translation>Conversion over the last {minutes} min, a point every {span} min</translation>
    </message>
    <message>
        <source>成交金额（元），退款不扣</source>
        <translation>GMV in yuan; refunds are not taken off</translation>
    </message>
    <message>
        <source>角色</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>彩排中</source>
        <translation>Rehearsal</translation>
    </message>
    <message>
        <source>已暂停</source>
        <translation>Paused</translation>
    </message>
    <message>
        <source>直播中</source>
        <translation>ON AIR</translation>
    </message>
    <message>
        <source>跳过</source>
        <translation>skipped</translation>
    </message>
    <message>
        <source>下一个</source>
        <translation>next</translation>
    </message>
    <message>
        <source>{value} 在升</source>
        <translation>{value} rising</translation>
    </message>
    <message>
        <source>{value} 在降</source>
        <translation>{value} falling</translation>
    </message>
    <message>
        <source>超 {n}</source>
        <translation>over {n}</translation>
    </message>
    <message>
        <source>连着两个引流款，中间放一个承接的更好</source>
        <translation>Two traffic entries in a row; put one between that sells</translation>
    </message>
    <message>
        <source>上一个主推款讲完后隔了 {minutes} 分钟，超过 30 分钟</source>
        <translation>{minutes} min since the last hero, more than 30</translation>
    </message>
    <message>
        <source>开场后马上是利润款，人还没热起来</source>
        <translation>A profit item straight after the opening; the room is still cold</translation>
    </message>
    <message>
        <source>{role}的时长占 {now}%，目标 {wanted}%</source>
        <translation>{role} takes {now}% of the time, target {wanted}%</translation>
    </message>
    <message>
        <source>直播价高于划线价</source>
        <translation>The live price is above the list price</translation>
    </message>
    <message>
        <source>直播价低于成本价</source>
        <translation>The live price is below cost</translation>
    </message>
    <message>
        <source>没有时长，时间算不准</source>
        <translation>No length, so the times are not right</translation>
    </message>
    <message>
        <source>整点开始前空出 {length}</source>
        <translation>A gap of {length} before the hard start</translation>
    </message>
    <message>
        <source>前面的款排到整点之后 {length}，来不及</source>
        <translation>What comes before runs {length} past the hard start</translation>
    </message>
    <message>
        <source>主播</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>{label}：{text}</source>
        <translation>{label}: {text}</translation>
    </message>
    <message>
        <source>划线价</source>
        <translation>List price</translation>
    </message>
    <message>
        <source>成本价</source>
        <translation>Cost</translation>
    </message>
    <message>
        <source>超时 {length}</source>
        <translation>{length} over</translation>
    </message>
    <message>
        <source>比计划少 {length}</source>
        <translation>{length} under plan</translation>
    </message>
    <message>
        <source>没有填库存；已卖 {sold} 件</source>
        <translation>No stock stated; {sold} sold</translation>
    </message>
    <message>
        <source>本场 {allotted} 件：放出 {released}，卖出 {sold}，剩 {left}；未放 {unreleased}</source>
        <translation>Allotted {allotted}: {released} released, {sold} sold, {left} left; {unreleased} unreleased</translation>
    </message>
    <message>
        <source>其中憋单 {held} 件</source>
        <translation>{held} of them held</translation>
    </message>
    <message>
        <source>快卖完了</source>
        <translation>Running low</translation>
    </message>
    <message>
        <source>放出的已卖完</source>
        <translation>All that was released is sold</translation>
    </message>
    <message>
        <source>超卖 {n} 件：订单都算数，请补库存或联系客服</source>
        <translation>Oversold by {n}: every order stands; add stock or tell customer service</translation>
    </message>
    <message>
        <source>还没有点击数据，算不出转化</source>
        <translation>No clicks yet, so no conversion</translation>
    </message>
    <message>
        <source>点击-成交转化率（人数）= 成交人数 {top} ÷ 点击人数 {bottom} = {value}</source>
        <translation>Conversion (people) = buyers {top} ÷ clickers {bottom} = {value}</translation>
    </message>
    <message>
        <source>点击-成交转化率（次数）= 订单行 {top} ÷ 点击次数 {bottom} = {value}</source>
        <translation>Conversion (counts) = order lines {top} ÷ clicks {bottom} = {value}</translation>
    </message>
    <message>
        <source>点击-成交转化率（次数）= 订单数 {top} ÷ 点击次数 {bottom} = {value}</source>
        <translation>Click-to-buy rate (counts) = {top} orders ÷ {bottom} clicks = {value}</translation>
    </message>
    <message>
        <source>95% 置信区间 {interval}（Wilson）</source>
        <translation>95% confidence {interval} (Wilson)</translation>
    </message>
    <message>
        <source>点击不到 {n}，仅供参考</source>
        <translation>Fewer than {n} clicks: a hint at best</translation>
    </message>
    <message>
        <source>▲ 近 {n} 分钟比之前 {n} 分钟高，不是偶然（{test}，p {p}）</source>
        <translation>▲ The last {n} minutes are above the {n} before, beyond chance ({test}, p {p})</translation>
    </message>
    <message>
        <source>▼ 近 {n} 分钟比之前 {n} 分钟低，不是偶然（{test}，p {p}）</source>
        <translation>▼ The last {n} minutes are below the {n} before, beyond chance ({test}, p {p})</translation>
    </message>
    <message>
        <source>近 {n} 分钟与之前 {n} 分钟没有显著差别（{test}，p {p}）</source>
        <translation>No significant difference between the last {n} minutes and the {n} before ({test}, p {p})</translation>
    </message>
    <message>
        <source>两比例检验，小样本用 Fisher 精确检验</source>
        <translation>two-proportion test, Fisher&apos;s exact for small samples</translation>
    </message>
    <message>
        <source>{orders} 单，{units} 件，成交 ¥{gmv}</source>
        <translation>Orders {orders}, units {units}, GMV ¥{gmv}</translation>
    </message>
    <message>
        <source>已退 ¥{refunded}，{returned} 件（成交不扣退款）</source>
        <translation>Refunded ¥{refunded}, returned {returned} (GMV stays as it is)</translation>
    </message>
    <message>
        <source>这个商品在 {n} 行里，数字是全场合计</source>
        <translation>This product stands in {n} entries; the figures are of the whole show</translation>
    </message>
    <message>
        <source>预计 {time} 开始</source>
        <translation>Expected at {time}</translation>
    </message>
    <message>
        <source>整点开始：{time}</source>
        <translation>Hard start: {time}</translation>
    </message>
    <message>
        <source>先卖 {n}</source>
        <comment>before the release</comment>
        <translation>early {n}</translation>
    </message>
    <message>
        <source>未放先卖 {n} 件：在本场库存之内，放出即可</source>
        <translation>Sold before release {n}: the room has them, release them</translation>
    </message>
    <message>
        <source>明天 {clock}</source>
        <translation>+1d {clock}</translation>
    </message>
    <message>
        <source>下一个，整点 {clock}</source>
        <translation>next, hard start {clock}</translation>
    </message>
</context>
<context>
    <name>RunOrderView</name>
    <message>
        <source>回到直播</source>
        <translation>Back to on air</translation>
    </message>
    <message>
        <source>没有这样的款 · Esc 全部显示</source>
        <translation>No such entry · Esc shows all</translation>
    </message>
</context>
<context>
    <name>RunningPage</name>
    <message>
        <source>平台动作</source>
        <translation>On the platform</translation>
    </message>
</context>
<context>
    <name>SavedMappingsDialog</name>
    <message>
        <source>已保存的列映射</source>
        <translation>Saved mappings</translation>
    </message>
    <message>
        <source>改名 F2</source>
        <translation>Rename F2</translation>
    </message>
    <message>
        <source>删除 Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>再按一次删除“{name}”。导入过的数据不受影响。</source>
        <translation>Once more deletes “{name}”. What was imported stays.</translation>
    </message>
    <message>
        <source>还没有。导入一张认不出的表时可以保存一份。</source>
        <translation>None yet. One can be saved when a table nobody knows is imported.</translation>
    </message>
    <message>
        <source>已经不在了。</source>
        <translation>It is gone.</translation>
    </message>
    <message>
        <source>同样的表头按“{kind}”读取</source>
        <translation>The same header is read as “{kind}”</translation>
    </message>
    <message>
        <source>已有叫“{name}”的列映射</source>
        <translation>There is a mapping called “{name}” already</translation>
    </message>
</context>
<context>
    <name>SceneGrid</name>
    <message>
        <source>{scene}：正在播出</source>
        <translation>{scene}: on air</translation>
    </message>
    <message>
        <source>{scene}：应该在播出</source>
        <translation>{scene}: should be on air</translation>
    </message>
</context>
<context>
    <name>ScriptDialog</name>
    <message>
        <source>编辑话术</source>
        <translation>Edit script</translation>
    </message>
    <message>
        <source>【开场】单独一行是小标题，空一行分段，［举杯底］里写动作，不念出来。</source>
        <translation>【Opening】 alone on a line is a heading, an empty line parts paragraphs, ［lift the cup］ is a stage direction and is not read out.</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>保存 Ctrl+Enter</source>
        <translation>Save Ctrl+Enter</translation>
    </message>
    <message>
        <source>场次关闭了，没有保存。话术可以复制出去。</source>
        <translation>The show was closed and nothing was saved. The script can still be copied.</translation>
    </message>
    <message>
        <source>这一款已经从排品里删除，话术可以复制出去。</source>
        <translation>This entry was removed from the run order; its script can still be copied.</translation>
    </message>
    <message>
        <source>别处刚刚也改了这段话术。保存会换成这里的内容，可以撤销。</source>
        <translation>The script was just changed elsewhere too. Saving replaces it with what is here; that can be undone.</translation>
    </message>
    <message>
        <source>{n} 字 · 约 {time} · {marks} 处动作</source>
        <translation>Words {n} · about {time} · stage directions {marks}</translation>
    </message>
    <message>
        <source>改过的话术还没有保存，要保存吗？</source>
        <translation>The script was changed and not saved. Save it?</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>首放 {n} 件仍在售</source>
        <translation>the first {n} stay on sale</translation>
    </message>
    <message>
        <source>建立场次「{name}」，{count} 行</source>
        <translation>Show “{name}” planned, entries: {count}</translation>
    </message>
    <message>
        <source>删除 {names}</source>
        <translation>Removed {names}</translation>
    </message>
    <message>
        <source>跳过 {entry}</source>
        <translation>Skipped {entry}</translation>
    </message>
    <message>
        <source>恢复 {entry}</source>
        <translation>Restored {entry}</translation>
    </message>
    <message>
        <source>暂停，计时停住</source>
        <translation>Paused; the clocks stand still</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Resumed</translation>
    </message>
    <message>
        <source>下播</source>
        <translation>Ended the show</translation>
    </message>
    <message>
        <source>撤销：{what}</source>
        <translation>Undo: {what}</translation>
    </message>
    <message>
        <source>重做：{what}</source>
        <translation>Redo: {what}</translation>
    </message>
    <message>
        <source>新增 {n}</source>
        <translation>{n} added</translation>
    </message>
    <message>
        <source>删除 {n}</source>
        <translation>{n} removed</translation>
    </message>
    <message>
        <source>修改 {n}</source>
        <translation>{n} changed</translation>
    </message>
    <message>
        <source>移动 {n}</source>
        <translation>{n} moved</translation>
    </message>
    <message>
        <source>更新排品：{parts}</source>
        <translation>Updated run order: {parts}</translation>
    </message>
    <message>
        <source>更新排品（{source}）：{parts}</source>
        <translation>Updated run order ({source}): {parts}</translation>
    </message>
    <message>
        <source>在最后加入 {names}</source>
        <translation>Added {names} at the end</translation>
    </message>
    <message>
        <source>在 {before} 前插入 {names}</source>
        <translation>Inserted {names} before {before}</translation>
    </message>
    <message>
        <source>修改 {count} 行的{fields}：{names}</source>
        <translation>Edited {count} entries ({fields}): {names}</translation>
    </message>
    <message>
        <source>修改 {entry}：{changes}</source>
        <translation>Edited {entry}: {changes}</translation>
    </message>
    <message>
        <source>把 {names} 移到最后</source>
        <translation>Moved {names} to the end</translation>
    </message>
    <message>
        <source>把 {names} 移到 {before} 前</source>
        <translation>Moved {names} before {before}</translation>
    </message>
    <message>
        <source>修改场次信息：{changes}</source>
        <translation>Edited show details: {changes}</translation>
    </message>
    <message>
        <source>修改 OBS 联动：全场 {count} 条；{roles}另有设置</source>
        <translation>Edited OBS cues: whole show {count}; {roles} of their own</translation>
    </message>
    <message>
        <source>修改 OBS 联动：全场 {count} 条</source>
        <translation>Edited OBS cues: whole show {count}</translation>
    </message>
    <message>
        <source>彩排结束</source>
        <translation>Rehearsal ended</translation>
    </message>
    <message>
        <source>开始彩排：{entry}</source>
        <translation>Rehearsal began: {entry}</translation>
    </message>
    <message>
        <source>开播：{entry}</source>
        <translation>Went live: {entry}</translation>
    </message>
    <message>
        <source>计划 {time} 下播</source>
        <translation>planned end {time}</translation>
    </message>
    <message>
        <source>未过的检查 {count} 项，理由：{reason}</source>
        <translation>failed checks {count}, reason: {reason}</translation>
    </message>
    <message>
        <source>回到 {number} {name}</source>
        <translation>Back to {number} {name}</translation>
    </message>
    <message>
        <source>直接上 {number} {name}</source>
        <translation>Go to {number} {name}</translation>
    </message>
    <message>
        <source>过款 {number} {name}</source>
        <translation>Take {number} {name}</translation>
    </message>
    <message>
        <source>过款 {before}→{number} {name}</source>
        <translation>Take {before}→{number} {name}</translation>
    </message>
    <message>
        <source>场景 {scene}</source>
        <translation>scene {scene}</translation>
    </message>
    <message>
        <source>首放 {n} 件</source>
        <translation>first release {n}</translation>
    </message>
    <message>
        <source>放单 {n}（{product}）</source>
        <translation>Release {n} ({product})</translation>
    </message>
    <message>
        <source>累计 {n}</source>
        <translation>{n} in all</translation>
    </message>
    <message>
        <source>库存 {n}（{product}）：{reason}</source>
        <translation>Stock {n} ({product}): {reason}</translation>
    </message>
    <message>
        <source>憋单 {n} 件（{product}）</source>
        <translation>Hold {n} ({product})</translation>
    </message>
    <message>
        <source>{what}，等到 {until}</source>
        <translation>{what} until {until}</translation>
    </message>
    <message>
        <source>取消憋单（{product}）</source>
        <translation>Cancelled hold ({product})</translation>
    </message>
    <message>
        <source>第 {seq} 条</source>
        <translation>record {seq}</translation>
    </message>
    <message>
        <source>给主播：{text}</source>
        <translation>To the host: {text}</translation>
    </message>
    <message>
        <source>主播已读「{text}」</source>
        <translation>Host read “{text}”</translation>
    </message>
    <message>
        <source>主播已读第 {seq} 条消息</source>
        <translation>Host read message {seq}</translation>
    </message>
    <message>
        <source>记：{text}</source>
        <translation>Note: {text}</translation>
    </message>
    <message>
        <source>{entry}：「{action}」已打勾，过款后 {seconds} 秒</source>
        <translation>{entry}: “{action}” ticked {seconds} s after the take</translation>
    </message>
    <message>
        <source>场景 → {scene}</source>
        <translation>Scene → {scene}</translation>
    </message>
    <message>
        <source>有人在 OBS 里切到「{scene}」</source>
        <translation>Somebody switched OBS to “{scene}”</translation>
    </message>
    <message>
        <source>OBS 已连接，当前场景「{scene}」</source>
        <translation>OBS connected, showing “{scene}”</translation>
    </message>
    <message>
        <source>OBS 已连接</source>
        <translation>OBS connected</translation>
    </message>
    <message>
        <source>OBS 断开：{reason}</source>
        <translation>OBS lost: {reason}</translation>
    </message>
    <message>
        <source>撤回导入「{file}」：{lines} 行订单、{readings} 个读数</source>
        <translation>Took back the import “{file}”: order lines {lines}, readings {readings}</translation>
    </message>
    <message>
        <source>OBS：{what}</source>
        <translation>OBS: {what}</translation>
    </message>
    <message>
        <source>OBS {entry}：{what}</source>
        <translation>OBS {entry}: {what}</translation>
    </message>
    <message>
        <source>{names} 等 {count} 行</source>
        <translation>{names} and others, {count} in all</translation>
    </message>
    <message>
        <source>、</source>
        <comment>between the parts of a list</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>；</source>
        <comment>between sentences</comment>
        <translation>; </translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>角色</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>商品ID</source>
        <translation>Product ID</translation>
    </message>
    <message>
        <source>链接号</source>
        <translation>Link no.</translation>
    </message>
    <message>
        <source>规格</source>
        <translation>Spec</translation>
    </message>
    <message>
        <source>品牌</source>
        <translation>Brand</translation>
    </message>
    <message>
        <source>类目</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>图片</source>
        <translation>Picture</translation>
    </message>
    <message>
        <source>划线价</source>
        <translation>List price</translation>
    </message>
    <message>
        <source>直播价</source>
        <translation>Live price</translation>
    </message>
    <message>
        <source>成本价</source>
        <translation>Cost</translation>
    </message>
    <message>
        <source>优惠券</source>
        <translation>Coupon</translation>
    </message>
    <message>
        <source>机制</source>
        <translation>Offer</translation>
    </message>
    <message>
        <source>卖点</source>
        <translation>Selling points</translation>
    </message>
    <message>
        <source>库存</source>
        <translation>Stock</translation>
    </message>
    <message>
        <source>首放</source>
        <translation>First release</translation>
    </message>
    <message>
        <source>时长</source>
        <translation>Length</translation>
    </message>
    <message>
        <source>开始时间</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>场景</source>
        <translation>Scene</translation>
    </message>
    <message>
        <source>主播</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>话术</source>
        <translation>Script</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>平台动作</source>
        <translation>Platform actions</translation>
    </message>
    <message>
        <source>OBS 联动</source>
        <translation>OBS cues</translation>
    </message>
    <message>
        <source>直播间</source>
        <translation>Room</translation>
    </message>
    <message>
        <source>平台账号</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>计划开播</source>
        <translation>Planned start</translation>
    </message>
    <message>
        <source>目标成交金额</source>
        <translation>Target GMV</translation>
    </message>
    <message>
        <source>时区</source>
        <translation>Time zone</translation>
    </message>
    <message>
        <source>角色配比</source>
        <translation>Role mix</translation>
    </message>
    <message>
        <source>练习</source>
        <translation>Practice</translation>
    </message>
    <message>
        <source>波次</source>
        <translation>waves</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>共享库存</source>
        <translation>Shared stock</translation>
    </message>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>通用</source>
        <translation>General</translation>
    </message>
    <message>
        <source>库存与计时</source>
        <translation>Stock and time</translation>
    </message>
    <message>
        <source>快捷提示</source>
        <translation>Quick messages</translation>
    </message>
    <message>
        <source>OBS 与接口</source>
        <translation>OBS and API</translation>
    </message>
    <message>
        <source>按键</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>下次启动时生效。</source>
        <translation>Applies at the next start.</translation>
    </message>
    <message>
        <source>外观</source>
        <translation>Theme</translation>
    </message>
    <message>
        <source>保存后马上生效。</source>
        <translation>Applies as soon as it is saved.</translation>
    </message>
    <message>
        <source>操作人</source>
        <translation>Your name</translation>
    </message>
    <message>
        <source>写进操作日志，谁做的一目了然。</source>
        <translation>Goes into the journal, so that it says who did what.</translation>
    </message>
    <message>
        <source> 件</source>
        <translation> pcs</translation>
    </message>
    <message>
        <source> 分钟</source>
        <translation> min</translation>
    </message>
    <message>
        <source>发货前退款，件数回到可卖</source>
        <translation>Refunded before shipping: back on sale</translation>
    </message>
    <message>
        <source>凡退款都回到可卖</source>
        <translation>Every refund: back on sale</translation>
    </message>
    <message>
        <source>退款不回到可卖</source>
        <translation>Never back on sale</translation>
    </message>
    <message>
        <source>库存告急</source>
        <translation>Low stock</translation>
    </message>
    <message>
        <source>剩这么多件或更少时变黄提醒；一波少的，剩一半时提醒。</source>
        <translation>Turns amber and alerts at this many left or fewer; of a small wave, at half of it.</translation>
    </message>
    <message>
        <source>整点提醒</source>
        <translation>Hard start alert</translation>
    </message>
    <message>
        <source>整点环节开始前这么久提醒。</source>
        <translation>Alerts this long before a hard start.</translation>
    </message>
    <message>
        <source>下播后算单</source>
        <translation>Orders after the end</translation>
    </message>
    <message>
        <source>下播后这么久内的订单仍算这一场；下次打开场次时生效。</source>
        <translation>Orders paid this long after the end still count; applies when a show is next opened.</translation>
    </message>
    <message>
        <source>退款</source>
        <translation>Refunds</translation>
    </message>
    <message>
        <source>下次打开场次时生效。成交金额始终不减，退款另计。</source>
        <translation>Applies when a show is next opened. GMV never shrinks; refunds are counted apart.</translation>
    </message>
    <message>
        <source>按数字键就发到主播屏。留空用灰字里的默认句子。</source>
        <translation>The number key sends it to the host&apos;s screen. Left empty, the grey text is used.</translation>
    </message>
    <message>
        <source>启动时自动连接 OBS</source>
        <translation>Connect to OBS at the start</translation>
    </message>
    <message>
        <source>允许同一局域网的设备访问</source>
        <translation>Let devices on the same network in</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>密码在“连接 OBS”里填写和测试。</source>
        <translation>The password is entered and tested under Connect to OBS.</translation>
    </message>
    <message>
        <source>端口</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>给遥控器、ERP 和主播平板用。0 为任意空闲端口。下次启动时生效。</source>
        <translation>For remote controls, ERP tools and the host&apos;s tablet. 0 takes any free port. Applies at the next start.</translation>
    </message>
    <message>
        <source>本地接口端口</source>
        <translation>Local API port</translation>
    </message>
    <message>
        <source>打开后，知道令牌的设备就能操作这场直播，只在可信的网络里打开。下次启动时生效。</source>
        <translation>Any device that knows the token can then run the show: turn it on in a trusted network only. Applies at the next start.</translation>
    </message>
    <message>
        <source>“按键”页里有一个键给谁还没有定：改给新的，或者不改。</source>
        <translation>On the Keys page a key is asked for twice: give it to the new one, or leave it.</translation>
    </message>
    <message>
        <source>平台推送</source>
        <translation>Pushes</translation>
    </message>
    <message>
        <source>弹幕</source>
        <translation>Barrage</translation>
    </message>
    <message>
        <source>数据来源</source>
        <translation>Data</translation>
    </message>
    <message>
        <source>售罄提醒</source>
        <translation>Sell-out alarms</translation>
    </message>
    <message>
        <source>预计还有这么多分钟卖完时提醒，可写几个；每一波每档提醒一次。留空不提醒。</source>
        <translation>Told this many minutes before an item is gone; several may be written, each is told once a wave. Empty: no alarm.</translation>
    </message>
    <message>
        <source>平台动作</source>
        <translation>Platform actions</translation>
    </message>
    <message>
        <source>过款后这么久还没打勾，就提醒；复盘里标成晚了。</source>
        <translation>Not ticked this long after the take: an alarm, and late in the report.</translation>
    </message>
    <message>
        <source> 秒</source>
        <translation> s</translation>
    </message>
    <message>
        <source>售罄提醒写 1 到 {most} 的整数分钟，最多 {n} 个，例如 10、5、2。</source>
        <translation>Sell-out alarms are whole minutes from 1 to {most}, at most {n} of them, as 10, 5, 2.</translation>
    </message>
</context>
<context>
    <name>SharedStock</name>
    <message>
        <source>欠 {n} 笔</source>
        <translation>owes {n}</translation>
    </message>
    <message>
        <source>服务器断开</source>
        <translation>server gone</translation>
    </message>
    <message>
        <source>服务器慢</source>
        <translation>server slow</translation>
    </message>
    <message>
        <source>{n} 个申请</source>
        <translation>{n} asking</translation>
    </message>
    <message>
        <source>已连接</source>
        <translation>connected</translation>
    </message>
    <message>
        <source>连接中…</source>
        <translation>connecting…</translation>
    </message>
    <message>
        <source>没有设</source>
        <translation>not set</translation>
    </message>
    <message>
        <source>服务器断开 {time}（{detail}）。照领到的卖；欠着的 {n} 笔连上后自动补记。</source>
        <translation>The server has been gone for {time} ({detail}). Selling goes on from what was drawn; movements owed: {n}, sent once it is back.</translation>
    </message>
    <message>
        <source>服务器 {time} 没有应答。照领到的卖；欠着 {n} 笔。</source>
        <translation>The server has not answered for {time}. Selling goes on from what was drawn; movements owed: {n}.</translation>
    </message>
    <message>
        <source>已连接，还有 {n} 笔在路上。</source>
        <translation>Connected; movements on their way: {n}.</translation>
    </message>
    <message>
        <source>已连接，都记上了。</source>
        <translation>Connected; everything is booked.</translation>
    </message>
    <message>
        <source>正在连接服务器…</source>
        <translation>Connecting to the server…</translation>
    </message>
    <message>
        <source>没有设共享库存：在“设置”的“共享库存”里写服务器的地址。</source>
        <translation>There is no shared stock: write the server’s address under “Shared stock” in the settings.</translation>
    </message>
</context>
<context>
    <name>SharedStockPage</name>
    <message>
        <source>不改就留空</source>
        <translation>empty leaves it as it is</translation>
    </message>
    <message>
        <source>自动编号</source>
        <translation>made automatically</translation>
    </message>
    <message>
        <source>几个直播间卖同一批货时，货在一台服务器上：每间先领、再卖，谁也卖不到别人领走的件。服务器断了照领到的卖，欠的账连上后自动补记。只有一间就留空，库存照排品表里的。</source>
        <translation>When several rooms sell the same goods, the goods are on one server: each room draws first and sells then, and nobody sells what another room drew. When the server is gone, selling goes on from what was drawn, and what is owed is booked once it is back. With one room leave it empty: the stock is what the run order says.</translation>
    </message>
    <message>
        <source>PostgreSQL 的地址；同一台电脑上几个中控也可以写 sqlite:///文件。密码写在下面，不要写进地址。</source>
        <translation>The address of a PostgreSQL server; consoles on one computer may also use sqlite:///file. The password goes below, not into the address.</translation>
    </message>
    <message>
        <source>服务器</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>直播间名称</source>
        <translation>Room name</translation>
    </message>
    <message>
        <source>别的直播间看到的名字。</source>
        <translation>What the other rooms see.</translation>
    </message>
    <message>
        <source>换电脑时照抄旧编号，领到的和欠的就还是这一间的。</source>
        <translation>On a new computer copy the old ID: what was drawn and is owed stays this room’s.</translation>
    </message>
    <message>
        <source>直播间编号</source>
        <translation>Room ID</translation>
    </message>
    <message>
        <source>现在</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>服务器的地址不对：{reason}。例如 {example}。</source>
        <translation>The server’s address is wrong: {reason}. Example: {example}.</translation>
    </message>
</context>
<context>
    <name>ShiftRow</name>
    <message>
        <source>名字或拼音首字母</source>
        <translation>Name or pinyin initials</translation>
    </message>
    <message>
        <source>岗位</source>
        <translation>Duty</translation>
    </message>
    <message>
        <source>谁</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>哪天</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>从</source>
        <translation>From</translation>
    </message>
    <message>
        <source>到</source>
        <translation>To</translation>
    </message>
    <message>
        <source>次日 {end} 止 · {h}:{m}</source>
        <translation>to {end} next day · {h}:{m}</translation>
    </message>
    <message>
        <source>{h}:{m} 小时</source>
        <translation>{h}:{m} hours</translation>
    </message>
</context>
<context>
    <name>ShiftsPage</name>
    <message>
        <source>加这一班 Enter</source>
        <translation>Add this shift Enter</translation>
    </message>
    <message>
        <source>另加一班</source>
        <translation>Another shift</translation>
    </message>
    <message>
        <source>去掉这一班 Del</source>
        <translation>Take it out Del</translation>
    </message>
    <message>
        <source>还原</source>
        <translation>Revert</translation>
    </message>
    <message>
        <source>保存排班 Ctrl+Enter</source>
        <translation>Save shifts Ctrl+Enter</translation>
    </message>
    <message>
        <source>岗位</source>
        <translation>Duty</translation>
    </message>
    <message>
        <source>谁</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>从 – 到</source>
        <translation>From – to</translation>
    </message>
    <message>
        <source>时长</source>
        <translation>Length</translation>
    </message>
    <message>
        <source>排班</source>
        <translation>Shifts</translation>
    </message>
    <message>
        <source>{name}（不在名册）</source>
        <translation>{name} (not on the roster)</translation>
    </message>
    <message>
        <source>先打开一场，再排班</source>
        <translation>Open a show first, then plan its shifts</translation>
    </message>
    <message>
        <source>{name} · {span} · 时间按直播间时区 {zone}</source>
        <translation>{name} · {span} · times in the room&apos;s zone {zone}</translation>
    </message>
    <message>
        <source>还没有排主播</source>
        <translation>No host is planned yet</translation>
    </message>
    <message>
        <source>没有主播：{spans}</source>
        <translation>No host: {spans}</translation>
    </message>
    <message>
        <source>主播重叠：{spans}</source>
        <translation>Hosts overlap: {spans}</translation>
    </message>
    <message>
        <source>✓ 主播从头到尾都有人</source>
        <translation>✓ There is a host from beginning to end</translation>
    </message>
    <message>
        <source>共 {n} 处</source>
        <translation>{n} in all</translation>
    </message>
    <message>
        <source>；</source>
        <comment>between sentences</comment>
        <translation>; </translation>
    </message>
    <message>
        <source>改这一班 Enter</source>
        <translation>Change this shift Enter</translation>
    </message>
    <message>
        <source>请写好是谁、从几点到几点，例如 20:00 到 02:00。</source>
        <translation>Write who it is and from when to when, for example 20:00 to 02:00.</translation>
    </message>
    <message>
        <source>排班已保存，共 {n} 班</source>
        <translation>Shifts saved: {n} in all</translation>
    </message>
</context>
<context>
    <name>ShowDialog</name>
    <message>
        <source>新建场次</source>
        <translation>New show</translation>
    </message>
    <message>
        <source>场次信息</source>
        <translation>Show details</translation>
    </message>
    <message>
        <source>例如：双11返场 · 家居百货专场</source>
        <translation>such as: Spring sale · home and kitchen</translation>
    </message>
    <message>
        <source>平台和账号，例如：抖音 · 家居百货旗舰店</source>
        <translation>platform and account, such as: Douyin · Home Store</translation>
    </message>
    <message>
        <source>、</source>
        <comment>between the parts of a list</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>用顿号或逗号分开</source>
        <translation>separated by commas</translation>
    </message>
    <message>
        <source>元，例如 300,000 或 30万</source>
        <translation>yuan, such as 300,000</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>直播间</source>
        <translation>Room</translation>
    </message>
    <message>
        <source>账号</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>计划开播</source>
        <translation>Planned start</translation>
    </message>
    <message>
        <source>时区</source>
        <translation>Time zone</translation>
    </message>
    <message>
        <source>主播</source>
        <translation>Hosts</translation>
    </message>
    <message>
        <source>目标成交金额</source>
        <translation>Target GMV</translation>
    </message>
    <message>
        <source>按时长的份数，例如 引流 5 : 利润 3 : 形象 2。都填 0 就不提醒。</source>
        <translation>Parts of the time, such as traffic 5 : profit 3 : image 2. All 0: no remarks.</translation>
    </message>
    <message>
        <source>角色配比</source>
        <translation>Role mix</translation>
    </message>
    <message>
        <source>新建</source>
        <translation>Create</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>几点</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>请写场次名称。</source>
        <translation>Give the show a name.</translation>
    </message>
    <message>
        <source>不认识时区“{zone}”，例如 Asia/Shanghai。</source>
        <translation>The time zone “{zone}” is unknown; such as Asia/Shanghai.</translation>
    </message>
    <message>
        <source>目标成交金额要写成金额，例如 300,000 或 30万。</source>
        <translation>Write the target as an amount, such as 300,000.</translation>
    </message>
</context>
<context>
    <name>ShowListModel</name>
    <message>
        <source>场次</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
</context>
<context>
    <name>ShowWords</name>
    <message>
        <source>引流款</source>
        <translation>Traffic</translation>
    </message>
    <message>
        <source>主推款</source>
        <translation>Hero</translation>
    </message>
    <message>
        <source>次推款</source>
        <translation>Secondary</translation>
    </message>
    <message>
        <source>利润款</source>
        <translation>Profit</translation>
    </message>
    <message>
        <source>形象款</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>环节</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>弹讲解</source>
        <translation>Show card</translation>
    </message>
    <message>
        <source>开价</source>
        <translation>Open price</translation>
    </message>
    <message>
        <source>上库存</source>
        <translation>Add stock</translation>
    </message>
    <message>
        <source>发券</source>
        <translation>Coupon</translation>
    </message>
    <message>
        <source>福袋</source>
        <translation>Lucky bag</translation>
    </message>
    <message>
        <source>置顶评论</source>
        <translation>Pin comment</translation>
    </message>
    <message>
        <source>上链接</source>
        <translation>Add link</translation>
    </message>
    <message>
        <source>切场景</source>
        <translation>Scene</translation>
    </message>
    <message>
        <source>改文字</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>显示来源</source>
        <translation>Show source</translation>
    </message>
    <message>
        <source>隐藏来源</source>
        <translation>Hide source</translation>
    </message>
    <message>
        <source>重播媒体</source>
        <translation>Restart media</translation>
    </message>
    <message>
        <source>录像章节</source>
        <translation>Record chapter</translation>
    </message>
    <message>
        <source>排品表是空的</source>
        <translation>The run order is empty</translation>
    </message>
    <message>
        <source>{count} 款没有商品 ID：{first}</source>
        <translation>{count} without product ID: {first}</translation>
    </message>
    <message>
        <source>{count} 款没有直播价：{first}</source>
        <translation>{count} without live price: {first}</translation>
    </message>
    <message>
        <source>{count} 款没有库存：{first}</source>
        <translation>{count} without stock: {first}</translation>
    </message>
    <message>
        <source>{count} 行没有时长：{first}</source>
        <translation>{count} without length: {first}</translation>
    </message>
    <message>
        <source>{count} 款没有话术：{first}</source>
        <translation>{count} without script: {first}</translation>
    </message>
    <message>
        <source>{count} 行不切场景：{first}</source>
        <translation>{count} without scene: {first}</translation>
    </message>
    <message>
        <source>{first} 等</source>
        <translation>{first} …</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>件数</source>
        <translation>Quantity</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>没有保存成功：{why}</source>
        <translation>It was not saved: {why}</translation>
    </message>
    <message>
        <source>{n} 号链接</source>
        <translation>link {n}</translation>
    </message>
    <message>
        <source>{action} · {item}</source>
        <translation>{action} · {item}</translation>
    </message>
</context>
<context>
    <name>SourcesModel</name>
    <message>
        <source>数字</source>
        <translation>Figure</translation>
    </message>
    <message>
        <source>计数的来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>数值</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>更新</source>
        <translation>Updated</translation>
    </message>
    <message>
        <source>其他来源（不相加）</source>
        <translation>Others (not added)</translation>
    </message>
    <message>
        <source>平台推送的订单没有写商品：金额已算进整场，库存和每款的数字还没有它。导入订单表后，同一笔订单会补上商品。</source>
        <translation>The platform’s pushes name no item: the money is in the show’s total, not yet in stock or any item’s figures. An order export names the items of the same orders.</translation>
    </message>
    <message>
        <source>没有商品的金额</source>
        <translation>Without an item</translation>
    </message>
    <message>
        <source>不在任何一轮讲解里成交的：没讲就卖的、讲完超过 {n} 分钟才付的、没有商品的。</source>
        <translation>Sold in no round: never on air, paid more than {n} min after it, or without an item.</translation>
    </message>
    <message>
        <source>讲解时段之外</source>
        <translation>Outside rounds</translation>
    </message>
    <message>
        <source>退款 {money}</source>
        <translation>Refunded {money}</translation>
    </message>
    <message>
        <source>时段外 {n} 行</source>
        <translation>lines outside the show: {n}</translation>
    </message>
    <message>
        <source>成交金额</source>
        <translation>GMV</translation>
    </message>
    <message>
        <source>{lines} 行订单，{orders} 单。每个店铺的每行订单只算一次，不论从哪条路来。</source>
        <translation>Order lines: {lines}, orders: {orders}. Each line of a shop counts once, whatever way it came.</translation>
    </message>
    <message>
        <source>{n} 行</source>
        <translation>lines: {n}</translation>
    </message>
    <message>
        <source>整场</source>
        <translation>Whole show</translation>
    </message>
    <message>
        <source>{metric} · {n} 款</source>
        <translation>{metric} · items: {n}</translation>
    </message>
    <message>
        <source>它清零重来过 {n} 次，之前的仍算在内</source>
        <translation>Times it began anew: {n}; what it told before still counts</translation>
    </message>
    <message>
        <source>✓ 由你选定</source>
        <translation>✓ chosen by you</translation>
    </message>
    <message>
        <source>自动：最早来的那个来源</source>
        <translation>Automatic: the source that came first</translation>
    </message>
    <message>
        <source>Enter 或双击换一个来源来计数</source>
        <translation>Enter or double click: let another source count</translation>
    </message>
    <message>
        <source>{told}（{n} 款）</source>
        <translation>{told} (items: {n})</translation>
    </message>
</context>
<context>
    <name>SourcesPage</name>
    <message>
        <source> 分钟</source>
        <translation> min</translation>
    </message>
    <message>
        <source> 秒</source>
        <translation> s</translation>
    </message>
    <message>
        <source>不监看</source>
        <translation>None</translation>
    </message>
    <message>
        <source>同一个数字有几个来源时只算一个，其余并排显示，从不相加。“自动”是最早报这个数字的那个。订单不用选：同一笔订单从哪条路来都只算一次。</source>
        <translation>Of several sources of one figure one counts; the others are shown beside it, never added. “Automatic” is the one that told it first. Orders need no choice: one counts once, whatever way it came.</translation>
    </message>
    <message>
        <source>场次打开时，新存进来或重新导出的订单和数据表自动收进来，收了什么会在提示条里说。留空则不监看。</source>
        <translation>While a show is open, order and data exports saved there or exported anew are taken in by themselves, and the strip says what they brought. Empty: no folder is watched.</translation>
    </message>
    <message>
        <source>多久算旧</source>
        <translation>Old after</translation>
    </message>
    <message>
        <source>收到数据以后，这里列出每个数字有哪些来源可选。</source>
        <translation>Once numbers came in, each figure’s sources are listed here.</translation>
    </message>
    <message>
        <source>监看文件夹</source>
        <translation>Watched folder</translation>
    </message>
    <message>
        <source>算哪个来源</source>
        <translation>Which source counts</translation>
    </message>
    <message>
        <source>自动</source>
        <translation>Automatic</translation>
    </message>
    <message>
        <source>自动（{source}）</source>
        <translation>Automatic ({source})</translation>
    </message>
    <message>
        <source>讲完以后这么久内的订单仍算那一轮；同一款又开讲了就算新的一轮。</source>
        <translation>Orders so long after a round still belong to it, unless the same item is on air again.</translation>
    </message>
    <message>
        <source>讲完后算单</source>
        <translation>Tail of a round</translation>
    </message>
    <message>
        <source>这么久没有新消息的数字变灰，写明是多久以前的。</source>
        <translation>Figures nothing came for in this time turn grey and tell their age.</translation>
    </message>
    <message>
        <source>选平台导出存放的文件夹</source>
        <translation>Choose the folder where exports are saved</translation>
    </message>
    <message>
        <source>选择…</source>
        <translation>Choose…</translation>
    </message>
</context>
<context>
    <name>SourcesTable</name>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>用“{source}”计数</source>
        <translation>Count by “{source}”</translation>
    </message>
    <message>
        <source>自动：最早来的那个</source>
        <translation>Automatic: the one that came first</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>今天播哪一场？</source>
        <translation>Which show today?</translation>
    </message>
    <message>
        <source>从哪里开始？</source>
        <translation>Where to begin?</translation>
    </message>
    <message>
        <source>回到真实场次</source>
        <translation>Back to real shows</translation>
    </message>
    <message>
        <source>离开练习，打开自己的场次。练习数据不会带过去。</source>
        <translation>Leave practice and open your own shows. No practice data comes along.</translation>
    </message>
    <message>
        <source>30 个商品、有人看有人买的演示直播间，一步不用准备。练习和真实场次分开存放。</source>
        <translation>A made-up room with 30 goods and an audience that watches and buys. Nothing to prepare; kept apart from real shows.</translation>
    </message>
    <message>
        <source>打开练习场次</source>
        <translation>Open the practice show</translation>
    </message>
    <message>
        <source>选今晚的排品表（.xlsx 或 .csv），也可以把文件直接拖进窗口。读不懂的格会一一列出，不会改动什么。</source>
        <translation>Choose tonight&apos;s sheet (.xlsx or .csv), or drop it on the window. Cells that cannot be read are listed one by one; nothing is changed.</translation>
    </message>
    <message>
        <source>导入排品表</source>
        <translation>Import a run order</translation>
    </message>
    <message>
        <source>先写场次名称和时间，商品一行一行加，或者之后再导入。</source>
        <translation>Name the show and its time, add the goods row by row, or import them later.</translation>
    </message>
    <message>
        <source>新建空场次</source>
        <translation>Start an empty show</translation>
    </message>
</context>
<context>
    <name>StockDialog</name>
    <message>
        <source>库存</source>
        <translation>Stock</translation>
    </message>
    <message>
        <source>放单：上架 N 件</source>
        <translation>Release: put N on sale</translation>
    </message>
    <message>
        <source>憋单：先扣住 N 件，等条件</source>
        <translation>Hold: keep N back for a condition</translation>
    </message>
    <message>
        <source>加库存：本场多分到 N 件</source>
        <translation>Add: N more for this show</translation>
    </message>
    <message>
        <source>减库存：本场少卖 N 件</source>
        <translation>Take off: N fewer for this show</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>件数</source>
        <translation>Quantity</translation>
    </message>
    <message>
        <source>分到 {allotted} · 已放 {released} · 已售 {sold} · 剩余 {left} · 还能放 {free}</source>
        <translation>Allotted {allotted} · released {released} · sold {sold} · left {left} · to release {free}</translation>
    </message>
    <message>
        <source>放单</source>
        <translation>Release</translation>
    </message>
    <message>
        <source>放单不用写</source>
        <translation>not needed for a release</translation>
    </message>
    <message>
        <source>等什么</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>加库存</source>
        <translation>Add stock</translation>
    </message>
    <message>
        <source>减库存</source>
        <translation>Take off</translation>
    </message>
    <message>
        <source>必填，例如：有 20 件破损</source>
        <translation>required, such as: 20 are damaged</translation>
    </message>
    <message>
        <source>写一句原因，会记进操作日志。</source>
        <translation>Enter a reason; it goes into the log.</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>憋单</source>
        <translation>Hold</translation>
    </message>
    <message>
        <source>必填，例如：仓库补了 200 件</source>
        <translation>required, such as: 200 more from the warehouse</translation>
    </message>
    <message>
        <source>例如：在线满 500 人</source>
        <translation>such as: 500 people online</translation>
    </message>
    <message>
        <source>还没有分到库存，先加库存才能放。</source>
        <translation>No stock yet: add stock before releasing.</translation>
    </message>
    <message>
        <source>分到的 {n} 件都已经放出去了，先加库存才能再放。</source>
        <translation>All the stock of this show ({n}) is on sale: add stock before releasing more.</translation>
    </message>
    <message>
        <source>波次…</source>
        <translation>Waves…</translation>
    </message>
    <message>
        <source>首放之后放几波，各等什么</source>
        <translation>What goes on sale after the first release, and when</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>时间看不懂：几点写成 20:30，多久写成 10 或 1:30。</source>
        <translation>That time cannot be read: a clock time is 20:30, a length 10 or 1:30.</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>知道了</source>
        <translation>Got it</translation>
    </message>
    <message>
        <source>还有 {n} 条</source>
        <translation>{n} more</translation>
    </message>
</context>
<context>
    <name>StripOffers</name>
    <message>
        <source>写下名字…</source>
        <translation>Write the name…</translation>
    </message>
    <message>
        <source>全公司库存</source>
        <translation>Company stock</translation>
    </message>
    <message>
        <source>打开数据文件夹</source>
        <translation>Open data folder</translation>
    </message>
    <message>
        <source>连接 OBS</source>
        <translation>Connect to OBS</translation>
    </message>
    <message>
        <source>开播</source>
        <translation>Go live</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Resume</translation>
    </message>
    <message>
        <source>下播</source>
        <translation>End show</translation>
    </message>
    <message>
        <source>写明理由开播</source>
        <translation>Give a reason</translation>
    </message>
    <message>
        <source>解锁</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>全部场次</source>
        <translation>All shows</translation>
    </message>
    <message>
        <source>打开日志</source>
        <translation>Open log</translation>
    </message>
    <message>
        <source>打开设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>下播…</source>
        <translation>End the show…</translation>
    </message>
    <message>
        <source>弹幕设置</source>
        <translation>Bridge settings</translation>
    </message>
    <message>
        <source>看来源</source>
        <translation>See sources</translation>
    </message>
    <message>
        <source>生成复盘表格</source>
        <translation>Review workbook</translation>
    </message>
</context>
<context>
    <name>SuggestionLine</name>
    <message>
        <source>现在就上：{name}</source>
        <translation>On air now: {name}</translation>
    </message>
    <message>
        <source>排到下一个</source>
        <translation>Put it next</translation>
    </message>
    <message>
        <source>排到下一个（排品已锁定）</source>
        <translation>Put it next (run order locked)</translation>
    </message>
    <message>
        <source>这一款期间不再提</source>
        <translation>Not again during this item</translation>
    </message>
    <message>
        <source>建议返场 {n} {name}</source>
        <translation>Bring back {n} {name}</translation>
    </message>
    <message>
        <source>建议改上 {n} {name}</source>
        <translation>Better next: {n} {name}</translation>
    </message>
    <message>
        <source>已售罄：{what}</source>
        <translation>Sold out: {what}</translation>
    </message>
    <message>
        <source>这一波不再提</source>
        <translation>Not again in this wave</translation>
    </message>
</context>
<context>
    <name>TitleTools</name>
    <message>
        <source>话术</source>
        <translation>Script</translation>
    </message>
    <message>
        <source>{role} · 第 {n} 轮</source>
        <translation>{role} · round {n}</translation>
    </message>
    <message>
        <source>第 {n} 轮</source>
        <translation>Round {n}</translation>
    </message>
    <message>
        <source>写话术</source>
        <translation>Write script</translation>
    </message>
    <message>
        <source>编辑话术，现在 {n} 字</source>
        <translation>Edit the script; words now: {n}</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>中控</source>
        <translation>Zhongkong</translation>
    </message>
    <message>
        <source>正在打开…</source>
        <translation>Opening…</translation>
    </message>
    <message>
        <source>{show} — 中控</source>
        <translation>{show} — Zhongkong</translation>
    </message>
    <message>
        <source>【练习】{title}</source>
        <translation>[PRACTICE] {title}</translation>
    </message>
</context>
<context>
    <name>EmptyNumbers</name>
    <message>
        <source>还没有打开场次</source>
        <translation>No show is open</translation>
    </message>
    <message>
        <source>打开或新建一个场次，或打开练习场次，这里就会有数字。</source>
        <translation>Open or plan a show, or open the practice show, and its numbers will be here.</translation>
    </message>
    <message>
        <source>开播后，这里画出每款的转化和成交</source>
        <translation>Once live, each item&apos;s conversion and sales are drawn here</translation>
    </message>
    <message>
        <source>数字从这些路来：
· 平台导出的表：拖进窗口，或存进“设置 · 数据来源”里看着的文件夹
· 从网页或 Excel 复制的表：Ctrl+V 粘贴；看到的数：Ctrl+M 手工录入
· 推送（抖店、有赞、Shopify、TikTok Shop）、弹幕助手、ERP 接口：在设置里打开
分母为零或没有数据的分钟留空，不画成 0。</source>
        <translation>Where numbers come from:
· Platform exports: drop them on the window, or save them in the folder watched (Settings, Sources)
· Tables copied from a page or Excel: Ctrl+V; numbers read by eye: Ctrl+M
· Pushes (Doudian, Youzan, Shopify, TikTok Shop), barrage bridge, ERP: see the settings
Minutes with no data or a zero denominator stay empty; they are not drawn as 0.</translation>
    </message>
</context>
<context>
    <name>_Shows</name>
    <message>
        <source>已有场次</source>
        <translation>Shows</translation>
    </message>
    <message>
        <source>还没有场次。从上面三种方式开始，之后会列在这里。</source>
        <translation>No shows yet. Begin in one of the three ways above; they will be listed here.</translation>
    </message>
    <message>
        <source>打开 Enter</source>
        <translation>Open Enter</translation>
    </message>
</context>
<context>
    <name>_TitleBar</name>
    <message>
        <source>浮动 / 放回</source>
        <translation>Float / dock</translation>
    </message>
    <message>
        <source>收起（在“视图”里再打开）</source>
        <translation>Close (the View menu opens it again)</translation>
    </message>
</context>
<context>
    <name>PriceWords</name>
    <message>
        <source>改价前后还没有整分钟可比</source>
        <translation>no whole minute before or after the change of price yet</translation>
    </message>
    <message>
        <source>转化：前 {m} 分钟 {before} → 后 {n} 分钟 {after}，{verdict}</source>
        <translation>CVR: {m} min before {before} → {n} min after {after}, {verdict}</translation>
    </message>
    <message>
        <source>没有点击</source>
        <translation>no clicks</translation>
    </message>
    <message>
        <source>其间有几分钟没读数，不作比较</source>
        <translation>not compared: some minutes were not read</translation>
    </message>
    <message>
        <source>升了，不是偶然（99%）</source>
        <translation>higher, not by chance (99%)</translation>
    </message>
    <message>
        <source>降了，不是偶然（99%）</source>
        <translation>lower, not by chance (99%)</translation>
    </message>
    <message>
        <source>相差没有超出偶然</source>
        <translation>no more than chance</translation>
    </message>
    <message>
        <source>点击太少，说不准</source>
        <translation>too few clicks to tell</translation>
    </message>
    <message>
        <source>{value}（{above}/{below} 次）</source>
        <translation>{value} ({above}/{below} times)</translation>
    </message>
    <message>
        <source>{value}（{above}/{below} 人）</source>
        <translation>{value} ({above}/{below} ppl)</translation>
    </message>
</context>
<context>
    <name>SellOutWords</name>
    <message>
        <source>约 {n} 分钟（{range}）</source>
        <translation>~{n} min ({range})</translation>
    </message>
    <message>
        <source>约 {n} 分钟（{range}）后售罄</source>
        <translation>Sold out in ~{n} min ({range})</translation>
    </message>
    <message>
        <source>按近 5 分钟的卖速，开卖不到 5 分钟按开卖以来；括号里是 95% 置信区间（泊松，Garwood）</source>
        <translation>At the pace of the last 5 minutes, or since it went on sale; in brackets the 95% interval (Poisson, Garwood)</translation>
    </message>
</context>
<context>
    <name>ChecklistWords</name>
    <message>
        <source>连接 OBS…</source>
        <translation>Connect OBS…</translation>
    </message>
    <message>
        <source>OBS 联动…</source>
        <translation>OBS cues…</translation>
    </message>
    <message>
        <source>商品库…</source>
        <translation>Catalogue…</translation>
    </message>
    <message>
        <source>人员…</source>
        <translation>People…</translation>
    </message>
    <message>
        <source>设置…</source>
        <translation>Settings…</translation>
    </message>
    <message>
        <source>弹幕设置…</source>
        <translation>Barrage settings…</translation>
    </message>
    <message>
        <source>打开文件夹</source>
        <translation>Open the folder</translation>
    </message>
    <message>
        <source>改这一行…</source>
        <translation>Edit this row…</translation>
    </message>
    <message>
        <source>写话术…</source>
        <translation>Write the script…</translation>
    </message>
    <message>
        <source>看话术…</source>
        <translation>Read the script…</translation>
    </message>
</context>
<context>
    <name>ChecklistDialog</name>
    <message>
        <source>开播检查</source>
        <translation>Pre-show checklist</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>开播</source>
        <translation>Go live</translation>
    </message>
    <message>
        <source>没有打开场次</source>
        <translation>No show is open</translation>
    </message>
    <message>
        <source>{n} 项不对，{m} 项没有填或不清楚</source>
        <translation>{n} wrong, {m} not entered or not known</translation>
    </message>
    <message>
        <source>没有查出不对的，{m} 项没有填或不清楚</source>
        <translation>Nothing known to be wrong, {m} not entered or not known</translation>
    </message>
    <message>
        <source>都查过了，可以开播</source>
        <translation>All checked: ready to go live</translation>
    </message>
    <message>
        <source>红的是查出来不对的，带着它开播要写理由，记进操作日志；黄的不拦。改好了这里马上变。</source>
        <translation>Red is known to be wrong: going live with it needs a reason, which goes into the log. Amber lets pass. What is put right changes here at once.</translation>
    </message>
</context>
<context>
    <name>WarehouseForm</name>
    <message>
        <source>仓库：入库、报损、盘点</source>
        <translation>Warehouse: receive, write off, count</translation>
    </message>
    <message>
        <source>入库：到货的件数</source>
        <translation>Receive: pieces that arrived</translation>
    </message>
    <message>
        <source>报损：坏了或丢了的件数</source>
        <translation>Write off: pieces broken or lost</translation>
    </message>
    <message>
        <source>盘点：多出来的件数，少了写负数</source>
        <translation>Count: pieces found more; fewer is negative</translation>
    </message>
    <message>
        <source> 件</source>
        <translation> pcs</translation>
    </message>
    <message>
        <source>商品</source>
        <translation>Item</translation>
    </message>
    <message>
        <source>从列表里选，或写商品ID。</source>
        <translation>Choose from the list, or write a product ID.</translation>
    </message>
    <message>
        <source>记什么</source>
        <translation>What</translation>
    </message>
    <message>
        <source>件数</source>
        <translation>Pieces</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>和“{person}”一起记在账上。</source>
        <translation>Booked together with “{person}”.</translation>
    </message>
    <message>
        <source>记账</source>
        <translation>Book</translation>
    </message>
    <message>
        <source>选一个商品，或写商品ID。</source>
        <translation>Choose an item, or write a product ID.</translation>
    </message>
    <message>
        <source>写大于 0 的件数；只有盘点可以是负数。</source>
        <translation>Write more than 0 pieces; only a count may be negative.</translation>
    </message>
    <message>
        <source>写理由：日后有人会问。</source>
        <translation>Write a reason: somebody will ask one day.</translation>
    </message>
</context>
<context>
    <name>WaveLine</name>
    <message>
        <source>已售 {n}</source>
        <translation>{n} sold</translation>
    </message>
    <message>
        <source>{sold} · 憋 {n}</source>
        <translation>{sold} · {n} held</translation>
    </message>
    <message>
        <source>已憋 {time}</source>
        <translation>held {time}</translation>
    </message>
    <message>
        <source>等 {until}</source>
        <translation>until {until}</translation>
    </message>
    <message>
        <source>未放 {n}</source>
        <translation>{n} unreleased</translation>
    </message>
    <message>
        <source>下一波 +{n}</source>
        <translation>next +{n}</translation>
    </message>
    <message>
        <source>差 {n} 件</source>
        <translation>{n} short</translation>
    </message>
    <message>
        <source>按 {key} 放</source>
        <translation>press {key}</translation>
    </message>
    <message>
        <source>手动放</source>
        <translation>by hand</translation>
    </message>
    <message>
        <source>{until}提醒</source>
        <translation>{until}, reminds</translation>
    </message>
    <message>
        <source>已放</source>
        <translation>released</translation>
    </message>
    <message>
        <source>波次</source>
        <translation>Waves</translation>
    </message>
    <message>
        <source>首放之后放几波，各等什么</source>
        <translation>What goes on sale after the first release, and when</translation>
    </message>
    <message>
        <source>可以放了</source>
        <translation>ready to go</translation>
    </message>
</context>
<context>
    <name>WaveRow</name>
    <message>
        <source>件数</source>
        <translation>Pieces</translation>
    </message>
    <message>
        <source>只提醒</source>
        <translation>Only remind</translation>
    </message>
    <message>
        <source>到了只提醒，等你按键放</source>
        <translation>Only reminds when it is met; you release it by key</translation>
    </message>
    <message>
        <source>已放</source>
        <translation>Released</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
</context>
<context>
    <name>WavesDialog</name>
    <message>
        <source>放单波次</source>
        <translation>Release waves</translation>
    </message>
    <message>
        <source>首放之后还没有波次。按 Alt+N 加一波：售罄、到点、到数自动放，或等你按键。</source>
        <translation>There is no wave after the first release yet. Alt+N adds one: it goes by itself at sell-out, at a time or at a number, or waits for your key.</translation>
    </message>
    <message>
        <source>加一波  Alt+N</source>
        <translation>Add a wave  Alt+N</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>还要放 {n} 件</source>
        <translation>{n} still to release</translation>
    </message>
    <message>
        <source>可放 {n} 件</source>
        <translation>{n} can be released</translation>
    </message>
    <message>
        <source>{words} · 差 {n} 件</source>
        <translation>{words} · {n} short</translation>
    </message>
    <message>
        <source>分到 {allotted} · 首放 {first} · 已放 {released} · 已售 {sold}</source>
        <translation>{allotted} allotted · first {first} · {released} released · {sold} sold</translation>
    </message>
    <message>
        <source>第 {n} 波的时间看不懂：几点写成 20:30，多久写成 10 或 1:30。</source>
        <translation>The time of wave {n} cannot be read: a clock time is 20:30, a length 10 or 1:30.</translation>
    </message>
</context>
<context>
    <name>CompanyDialog</name>
    <message>
        <source>全公司库存</source>
        <translation>Company stock</translation>
    </message>
    <message>
        <source>不让</source>
        <translation>Keep them</translation>
    </message>
    <message>
        <source>找商品：名称或商品ID</source>
        <translation>Find an item: name or product ID</translation>
    </message>
    <message>
        <source> 件</source>
        <translation> pcs</translation>
    </message>
    <message>
        <source>领</source>
        <translation>Draw</translation>
    </message>
    <message>
        <source>退</source>
        <translation>Give back</translation>
    </message>
    <message>
        <source>向它要</source>
        <translation>Ask this room</translation>
    </message>
    <message>
        <source>退回没用上的</source>
        <translation>Give back what is not needed</translation>
    </message>
    <message>
        <source>入库、报损、盘点…</source>
        <translation>Receive, write off, count…</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>仓库</source>
        <translation>Warehouse</translation>
    </message>
    <message>
        <source>按排品领货（{n} 款）</source>
        <translation>Draw what the plan wants ({n} items)</translation>
    </message>
    <message>
        <source>排品的都领了</source>
        <translation>All the plan wants is drawn</translation>
    </message>
    <message>
        <source>仓库还没有货：用“入库”记下到货的件数。</source>
        <translation>The warehouse is empty: book what arrived with “Receive”.</translation>
    </message>
    <message>
        <source>{room}（{person}）想要「{name}」{n} 件 · {age}</source>
        <translation>{room} ({person}) asks for {n} of “{name}” · {age}</translation>
    </message>
    <message>
        <source>{words} · 还有 {n} 个</source>
        <translation>{words} · {n} more waiting</translation>
    </message>
    <message>
        <source>让出 {n} 件</source>
        <translation>Hand over {n}</translation>
    </message>
    <message>
        <source>没有可让的</source>
        <translation>None to spare</translation>
    </message>
    <message>
        <source>选一行：领、退，或向别的直播间要。</source>
        <translation>Choose a row: draw, give back, or ask another room.</translation>
    </message>
    <message>
        <source>本场领了 {n}</source>
        <translation>this show drew {n}</translation>
    </message>
    <message>
        <source>可退 {n}</source>
        <translation>{n} to spare</translation>
    </message>
    <message>
        <source>在路上 {n}</source>
        <translation>{n} on the way</translation>
    </message>
    <message>
        <source>没领到：仓库只剩 {n}</source>
        <translation>not drawn: the warehouse has {n} left</translation>
    </message>
</context>
<context>
    <name>CompanyModel</name>
    <message>
        <source>商品</source>
        <translation>Item</translation>
    </message>
    <message>
        <source>在哪</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>收到 / 领到</source>
        <translation>Received / drawn</translation>
    </message>
    <message>
        <source>已放</source>
        <translation>Released</translation>
    </message>
    <message>
        <source>已卖</source>
        <translation>Sold</translation>
    </message>
    <message>
        <source>可领 / 剩</source>
        <translation>Free / left</translation>
    </message>
    <message>
        <source>近 5 分钟</source>
        <translation>Last 5 min</translation>
    </message>
    <message>
        <source>更新</source>
        <translation>Updated</translation>
    </message>
    <message>
        <source>{room}（本间）</source>
        <translation>{room} (this room)</translation>
    </message>
    <message>
        <source>超卖 {n}</source>
        <translation>oversold {n}</translation>
    </message>
    <message>
        <source>{name}
商品ID {product}
收到 {received} · 报损 {damaged} · 可领 {free}</source>
        <translation>{name}
product ID {product}
received {received} · written off {damaged} · free {free}</translation>
    </message>
    <message>
        <source>{name} · {room}
直播间编号 {id}
最近上线：{age}</source>
        <translation>{name} · {room}
room ID {id}
last seen: {age}</translation>
    </message>
</context>
<context>
    <name>ConditionEdit</name>
    <message>
        <source>我自己看</source>
        <translation>I watch it myself</translation>
    </message>
    <message>
        <source>按键放</source>
        <translation>By key</translation>
    </message>
    <message>
        <source>憋满多久</source>
        <translation>Held for</translation>
    </message>
    <message>
        <source>讲解后多久</source>
        <translation>After the take</translation>
    </message>
    <message>
        <source>售罄</source>
        <translation>Sold out</translation>
    </message>
    <message>
        <source>到几点</source>
        <translation>At a clock time</translation>
    </message>
    <message>
        <source>在线人数满</source>
        <translation>People online reach</translation>
    </message>
    <message>
        <source>场观人数满</source>
        <translation>Viewers reach</translation>
    </message>
    <message>
        <source>商品点击满</source>
        <translation>Clicks reach</translation>
    </message>
    <message>
        <source>评论条数满</source>
        <translation>Comments reach</translation>
    </message>
    <message>
        <source>评论人数满</source>
        <translation>Commenters reach</translation>
    </message>
    <message>
        <source>等什么</source>
        <translation>Waits for</translation>
    </message>
    <message>
        <source>含的词</source>
        <translation>with word</translation>
    </message>
    <message>
        <source>评论里要有的词，留空就是任何评论</source>
        <translation>A word the comment must hold; empty is any comment</translation>
    </message>
    <message>
        <source>满多少</source>
        <translation>How many</translation>
    </message>
    <message>
        <source>几点</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>现在 {n}</source>
        <translation>now {n}</translation>
    </message>
    <message>
        <source>10 分钟</source>
        <translation>10 min</translation>
    </message>
</context>
<context>
    <name>SoldOutOffers</name>
    <message>
        <source>补放 {n} 件</source>
        <translation>Release {n} more</translation>
    </message>
    <message>
        <source>换上 {n} {name}</source>
        <translation>Put on {n} {name}</translation>
    </message>
    <message>
        <source>过款到 {n} {name}</source>
        <translation>Take {n} {name}</translation>
    </message>
    <message>
        <source>同角色、有货</source>
        <translation>same role, in stock</translation>
    </message>
    <message>
        <source>放出的已卖完</source>
        <translation>all that was released is sold</translation>
    </message>
    <message>
        <source>换上 {n}</source>
        <translation>Put on {n}</translation>
    </message>
    <message>
        <source>过款到 {n}</source>
        <translation>Take {n}</translation>
    </message>
</context>
</TS>
