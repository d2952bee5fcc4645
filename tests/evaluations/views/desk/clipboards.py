"""What word processors, mail programs and web pages put on the clipboard, and how it is typed here."""

from typing import NamedTuple


class Clipboard(NamedTuple):
    """What is copied as HTML, and the text that it becomes."""

    html: str
    text: str


WORD = Clipboard(
    html="""<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-size:11.0pt;} --></style></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<p class=MsoNormal><b><span style='color:#C00000'>What helped</span></b><span style='mso-spacerun:yes'>  </span>was the
new law.<span class=MsoCommentReference><span style='font-size:8.0pt'><a class=msocomanchor id="_anchor_1"
href="#_msocom_1">[AE1]</a>&nbsp;</span></span><o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span>
</span><![endif]>The first <i>item</i><o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='font-family:"Courier New";mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span><![endif]>below it</p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>The second</p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>3.<span>&nbsp;&nbsp; </span></span><![endif]>The third of another</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l1 level2 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>a)<span>&nbsp;&nbsp; </span></span><![endif]>with a letter</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>4.<span>&nbsp;&nbsp; </span></span><![endif]>And the fourth</p>
<p class=MsoNormal>See <a href="https://example.org/a b(1)?x=%23y">the register</a>, 5&nbsp;% of it,<br>
on two lines.<span style='display:none;mso-hide:all'>A secret</span><a style='mso-footnote-id:ftn1' href="#_ftn1"
name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a></p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal><b>Year</b></p></td><td><p>Contracts</p></td></tr>
<tr><td><p class=MsoNormal>2021</p></td><td><p class=MsoNormal>212<br>in all<o:p></o:p></p></td></tr></table>
<div style='mso-element:comment-list'><p class=MsoCommentText>Is this so?</p></div>
<!--EndFragment--></body></html>""",
    text="""What helped was the new law.

- The first item
  - below it
- The second

3. The third of another
   1. with a letter
4. And the fourth

See [the register](https://example.org/a%20b%281%29?x=%23y), 5\u00a0% of it,
on two lines.[1]

Year | Contracts
2021 | 212 in all""",
)

OUTLOOK = Clipboard(
    html="""<p class="MsoListParagraph" style="margin-left:36.0pt;text-indent:-18.0pt">·<span
style="font:7pt &quot;Times New Roman&quot;">&nbsp;&nbsp;&nbsp;&nbsp;</span>Without <b>comments</b></p>
<p class="MsoListParagraph" style="margin-left:36.0pt">·<span>&nbsp;&nbsp;</span>Another</p>
<p class="MsoListParagraph" style="margin-left:36.0pt">Only moved in</p>""",
    text="- Without comments\n- Another\n\nOnly moved in",
)

GOOGLE_DOCS = Clipboard(
    html="""<meta charset='utf-8'><meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-0000">\
<h2 dir="ltr"><span style="font-size:16pt;color:#000000;white-space:pre-wrap;">What changed</span></h2>\
<p dir="ltr" style="line-height:1.38;"><span style="font-style:italic;white-space:pre-wrap;">First</span><span> \
paragraph.</span></p><br /><p dir="ltr"><span>The second has </span>\
<a href="https://example.org/x" style="text-decoration:none;"\
><span style="color:#1155cc;">a link</span></a><span> and an image</span><span><img src="https://elsewhere.test/a.png" \
width="5" height="5" /></span><span>.</span></p><ul style="margin-top:0;"><li dir="ltr" aria-level="1">\
<p dir="ltr" role="presentation"><span>One</span></p></li><ul><li dir="ltr" aria-level="2"><p dir="ltr" \
role="presentation"><span>One a</span></p></li></ul><li dir="ltr" aria-level="1"><p role="presentation">\
<span>Two</span></p></li></ul><ol><li><p><span>Uno</span></p></li><li><p><span>Dos</span></p></li></ol>\
<p dir="ltr"><span>The end.</span></p></b><br class="Apple-interchange-newline">""",
    text="""What changed

First paragraph.

The second has [a link](https://example.org/x) and an image.

- One
  - One a
- Two

1. Uno
2. Dos

The end.""",
)

LIBRE_OFFICE = Clipboard(
    html="""<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN">
<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><title>Draft</title>
<style type="text/css">p { line-height: 115%; background: transparent }</style></head>
<body lang="es-MX" link="#000080" dir="ltr"><p style="line-height: 100%; margin-bottom: 0cm"><font color="#ff0000">
<font size="4">La dirección de obras,
que dirige</font></font> el programa.</p>
<ol start="9">
	<li><p style="margin-bottom: 0cm">Nueve</p>
	<ul>
		<li><p>debajo</p></li>
	</ul></li>
	<li><p>Diez<br/>
y sigue</p></li>
</ol>
<p>Fin. <del>Borrado.</del></p></body></html>""",
    text="""La dirección de obras, que dirige el programa.

9. Nueve
   - debajo
10. Diez
    y sigue

Fin.""",
)

MAIL = Clipboard(
    html="""<div dir="ltr">Dear all,<div>the minutes are out.</div><div><br></div><div>Ask
<a href="mailto:clerk@example.org">clerk@example.org</a> or <a href="mailto:clerk@example.org?subject=x">the clerk</a>,
see <a href="https://example.org/minutes">https://example.org/minutes</a>.</div><div><br></div>
<blockquote class="gmail_quote">Where are they?</blockquote></div>""",
    text="""Dear all,
the minutes are out.

Ask clerk@example.org or [the clerk](mailto:clerk@example.org?subject=x), see https://example.org/minutes.

Where are they?""",
)

WEB_PAGE = Clipboard(
    html="""<script>document.title = "taken"</script><style>p { color: red }</style>
<article><h1 style="background: url(https://elsewhere.test/b.png)">The <em>council</em></h1>
<p onclick="document.title = 'taken'">Its <a href="javascript:alert(1)">files</a>, <a href="/here">pages</a> and
<a href="https://example.org/">see [this]</a> &lt;p style=&quot;x&quot;&gt; &amp; on.</p>
<table><tbody><tr><td><p>One frame</p><p>with two paragraphs</p></td></tr></tbody></table>
<pre>kept   as
  it is</pre><svg><text>drawn</text></svg><p hidden>unseen</p></article>""",
    text="""The council

Its files, pages and [see \\[this\\]](https://example.org/) <p style="x"> & on.

One frame

with two paragraphs

kept   as
  it is""",
)

CLIPBOARDS = {
    "word": WORD,
    "outlook": OUTLOOK,
    "google docs": GOOGLE_DOCS,
    "libre office": LIBRE_OFFICE,
    "mail": MAIL,
    "web page": WEB_PAGE,
}
