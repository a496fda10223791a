//! A drawing of the page as a picture in a file: it looks there as it looks here.

use super::download::give;
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, Document, Element, HtmlCanvasElement,
    HtmlImageElement, Url, Window, XmlSerializer,
};

const SVG: &str = "http://www.w3.org/2000/svg";
/// How many dots of the picture stand for one unit of the drawing.
const SCALE: f64 = 2.;
/// The room around everything, and that for a line of words, in units of the drawing.
const MARGIN: f64 = 24.;
const LINE: f64 = 22.;
/// How wide a letter of the words is on average.
const LETTER: f64 = 6.6;
/// What style sheets say of the parts of a drawing: a picture has none, so that it is written into it.
const LOOKS: [&str; 12] = [
    "fill",
    "stroke",
    "stroke-width",
    "stroke-linejoin",
    "opacity",
    "font-family",
    "font-size",
    "font-weight",
    "font-variant-numeric",
    "text-anchor",
    "visibility",
    "display",
];

/// What is drawn.
#[derive(Debug)]
pub(crate) struct Drawing {
    /// The drawing itself, an `svg` with a `viewBox`.
    pub(crate) svg: Element,
    /// What stands above it.
    pub(crate) title: String,
    /// What its colours stand for: the mark and its words.
    pub(crate) legend: Vec<(Element, String)>,
}

impl Drawing {
    /// Gives the person a PNG under a name; `None` if the browser cannot draw it.
    pub(crate) async fn save(self, name: &str) -> Option<()> {
        let window = web_sys::window()?;
        let document = window.document()?;
        let (drawn, width, height) = self.composed(&window, &document)?;
        let text = XmlSerializer::new()
            .ok()?
            .serialize_to_string(&drawn)
            .ok()?;
        let kind = BlobPropertyBag::new();
        kind.set_type("image/svg+xml");
        let parts = js_sys::Array::of1(&JsValue::from_str(&text));
        let drawn = Blob::new_with_str_sequence_and_options(&parts, &kind).ok()?;
        let url = Url::create_object_url_with_blob(&drawn).ok()?;
        let picture = painted(&document, &url, (width * SCALE, height * SCALE)).await;
        Url::revoke_object_url(&url).ok()?;
        give(&picture?, name)
    }

    /// Everything on one sheet, with how it looks written into it; and how wide and high that is.
    fn composed(&self, window: &Window, document: &Document) -> Option<(Element, f64, f64)> {
        let told = self.svg.get_attribute("viewBox")?;
        let mut measures = told.split_whitespace().skip(2);
        let drawing_width: f64 = measures.next()?.parse().ok()?;
        let drawing_height: f64 = measures.next()?.parse().ok()?;
        let body = document.body()?;
        let look = |element: &Element, name| {
            let style = window.get_computed_style(element).ok()??;
            style.get_property_value(name).ok()
        };
        let (paper, ink, font) = (
            look(&body, "background-color")?,
            look(&body, "color")?,
            look(&body, "font-family")?,
        );
        // A pie is narrow; its words need more room than it does.
        let width = drawing_width.max(640.) + 2. * MARGIN;
        let sheet = document.create_element_ns(Some(SVG), "svg").ok()?;
        let part = |name: &str, attributes: &[(&str, String)]| {
            let part = document.create_element_ns(Some(SVG), name).ok()?;
            for (name, value) in attributes {
                part.set_attribute(name, value).ok()?;
            }
            sheet.append_child(&part).ok()?;
            Some(part)
        };
        part(
            "rect",
            &[
                ("width", "100%".to_owned()),
                ("height", "100%".to_owned()),
                ("fill", paper),
            ],
        )?;
        let words = |x: f64, y: f64, size: &str, weight: &str, text: &str| {
            let attributes = [
                ("x", x.to_string()),
                ("y", y.to_string()),
                ("fill", ink.clone()),
                ("font-family", font.clone()),
                ("font-size", size.to_owned()),
                ("font-weight", weight.to_owned()),
            ];
            part("text", &attributes)?.set_text_content(Some(text));
            Some(())
        };
        let mut y = MARGIN + 14.;
        words(MARGIN, y, "15", "650", &self.title)?;
        y += LINE;
        let mut x = MARGIN;
        for (mark, text) in &self.legend {
            let room = 16. + LETTER * f64::from(u32::try_from(text.chars().count()).ok()?) + 14.;
            if x > MARGIN && x + room > width - MARGIN {
                x = MARGIN;
                y += LINE;
            }
            let square = [
                ("x", x.to_string()),
                ("y", (y - 9.).to_string()),
                ("width", "10".to_owned()),
                ("height", "10".to_owned()),
                ("rx", "3".to_owned()),
                ("fill", look(mark, "fill")?),
            ];
            part("rect", &square)?;
            words(x + 16., y, "12", "400", text)?;
            x += room;
        }
        if !self.legend.is_empty() {
            y += LINE;
        }
        let drawing = self.looking_the_same(window)?;
        for (name, value) in [
            ("x", MARGIN),
            ("y", y - 8.),
            ("width", drawing_width),
            ("height", drawing_height),
        ] {
            drawing.set_attribute(name, &value.to_string()).ok()?;
        }
        sheet.append_child(&drawing).ok()?;
        let height = y - 8. + drawing_height + MARGIN;
        for (name, value) in [("width", width), ("height", height)] {
            sheet.set_attribute(name, &value.to_string()).ok()?;
        }
        Some((sheet, width, height))
    }

    /// A copy of the drawing that needs no style sheet.
    fn looking_the_same(&self, window: &Window) -> Option<Element> {
        let copy: Element = self.svg.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
        let (originals, copies) = (
            self.svg.query_selector_all("*").ok()?,
            copy.query_selector_all("*").ok()?,
        );
        for place in 0..originals.length() {
            let original: Element = originals.get(place)?.dyn_into().ok()?;
            let copy: Element = copies.get(place)?.dyn_into().ok()?;
            let style = window.get_computed_style(&original).ok()??;
            for look in LOOKS {
                let value = style.get_property_value(look).ok()?;
                copy.set_attribute(look, &value).ok()?;
            }
            for name in ["class", "href", "role", "tabindex", "aria-label"] {
                copy.remove_attribute(name).ok()?;
            }
        }
        copy.remove_attribute("class").ok()?;
        Some(copy)
    }
}

/// The PNG of the drawing at an address.
async fn painted(document: &Document, url: &str, (width, height): (f64, f64)) -> Option<Blob> {
    let image = HtmlImageElement::new().ok()?;
    image.set_src(url);
    JsFuture::from(image.decode()).await.ok()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas
        .set_attribute("width", &width.round().to_string())
        .ok()?;
    canvas
        .set_attribute("height", &height.round().to_string())
        .ok()?;
    let paper: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    paper
        .draw_image_with_html_image_element_and_dw_and_dh(&image, 0., 0., width, height)
        .ok()?;
    let blob = Promise::new(&mut |resolve, _| {
        // Where it does not begin, nothing comes of it either.
        if canvas.to_blob(&resolve).is_err() {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    JsFuture::from(blob).await.ok()?.dyn_into().ok()
}
