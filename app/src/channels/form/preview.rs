//! What button, bubble and window will look like (spec 3.3). A story holds it against the widget itself.

use super::state::Form;
use crate::text::{fill, use_texts};
use crate::ui::{Icon, Notice, Size};
use domain::channel::{Channel, Colours, Texts};
use domain::colour::Colour;
use leptos::html;
use leptos::prelude::*;

/// The preview, in the language in which texts are typed just now.
#[component]
pub(super) fn Preview(form: Form, language: RwSignal<String>) -> impl IntoView {
    let texts = use_texts();
    let root = NodeRef::<html::Div>::new();
    let colours = Memo::new(move |_| form.draft.with(|draft| draft.colours));
    // The page's policy allows no colours in attributes, so they are set here.
    Effect::new(move || {
        let colours = colours.get();
        let Some(root) = root.get() else { return };
        let style = web_sys::HtmlElement::style(&root);
        for (name, colour) in [
            ("--button", colours.button),
            ("--on-button", colours.button_text),
            ("--header", colours.header),
            ("--on-header", colours.header_text),
        ] {
            // The names are constants, and a colour is a valid value.
            let _ = style.set_property(name, &colour.to_string());
        }
    });
    let shown = Memo::new(move |_| {
        form.draft.with(|draft| {
            let channel = Channel {
                texts: draft.texts.clone(),
                translations: draft.translations.clone(),
                ..form.channel()
            };
            channel.texts_for(&language.get())
        })
    });
    let text = move |of: fn(&Texts) -> &String| {
        Signal::derive(move || shown.with(|texts| of(texts).clone()))
    };
    view! {
        <aside class="preview-side" aria-label=texts.preview>
            <h2 class="form__title">{texts.preview}</h2>
            <div class="preview" node_ref=root aria-hidden="true">
                <div class="preview__window">
                    <div class="preview__header">
                        <span class="preview__name">
                            {move || form.draft.with(|draft| draft.name.clone())}
                        </span>
                        <Icon name="x" size=Size::Small />
                    </div>
                    <div class="preview__log">
                        <p class="preview__theirs">{text(|texts| &texts.welcome)}</p>
                        <p class="preview__mine">{texts.preview_words}</p>
                    </div>
                    <div class="preview__input">{text(|texts| &texts.placeholder)}</div>
                </div>
                <div class="preview__foot">
                    <p class="preview__bubble">{text(|texts| &texts.notification)}</p>
                    <span class="preview__button"><Icon name="message-square" /></span>
                </div>
            </div>
            <Contrast colours />
        </aside>
    }
}

/// Warns where a text could not be read (WCAG 2.2 AA).
#[component]
fn Contrast(colours: Memo<Colours>) -> impl IntoView {
    let texts = use_texts();
    let warning = move |name: &'static str, pair: fn(&Colours) -> (Colour, Colour)| {
        let contrast = Memo::new(move |_| {
            let (text, background) = pair(&colours.get());
            (!text.is_readable_on(background)).then(|| format!("{:.1}", text.contrast(background)))
        });
        let sentence = Signal::derive(move || {
            let contrast = contrast.get().unwrap_or_default();
            fill(
                texts.contrast_low,
                &[("name", name), ("contrast", &contrast)],
            )
        });
        view! {
            <Show when=move || contrast.get().is_some()>
                <Notice icon="triangle-alert" text=sentence />
            </Show>
        }
    };
    view! {
        {warning(texts.channel_button, |colours| (colours.button_text, colours.button))}
        {warning(texts.channel_header, |colours| (colours.header_text, colours.header))}
    }
}
