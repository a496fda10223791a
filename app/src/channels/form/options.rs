//! The tab *Options*: texts, colours, and what they make of the widget.

use super::colours::ColourField;
use super::preview::Preview;
use super::state::Form;
use crate::text::use_texts;
use crate::text_languages::TextLanguages;
use crate::ui::{Entry, Extent};
use domain::channel::{Colours, Draft, Texts, WhenNobody, text_field};
use domain::widget_language::WidgetLanguage;
use leptos::prelude::*;

/// The tab.
#[component]
pub(super) fn Options(form: Form) -> impl IntoView {
    let texts = use_texts();
    let language = RwSignal::new(String::new());
    let translated = Signal::derive(move || {
        form.draft.with(|draft| {
            let own = draft.translations.iter();
            let own = own.filter(|(_, texts)| **texts != Texts::default());
            own.map(|(tag, _)| tag.clone()).collect::<Vec<_>>()
        })
    });
    view! {
        <div class="options">
            <div class="form">
                <TextLanguages language translated help=texts.texts_language_help />
                {move || view! { <ButtonOptions form tag=language.get() /> }}
                <hr class="form__line" />
                {move || view! { <WindowOptions form tag=language.get() /> }}
                <hr class="form__line" />
                <OtherOptions form />
            </div>
            <Preview form language />
        </div>
    }
}

#[component]
fn ButtonOptions(form: Form, tag: String) -> impl IntoView {
    let texts = use_texts();
    view! {
        <fieldset class="form">
            <legend class="form__title">{texts.channel_button}</legend>
            <TextEntry form name="notification" label=texts.channel_notification tag of=|texts| &mut texts.notification />
            <div class="form__pair">
                <ColourField
                    form
                    name="button"
                    label=texts.channel_button_colour
                    of=|colours: &mut Colours| &mut colours.button
                />
                <ColourField
                    form
                    name="button_text"
                    label=texts.channel_button_text_colour
                    of=|colours: &mut Colours| &mut colours.button_text
                />
            </div>
        </fieldset>
    }
}

#[component]
fn WindowOptions(form: Form, tag: String) -> impl IntoView {
    let texts = use_texts();
    view! {
        <fieldset class="form">
            <legend class="form__title">{texts.channel_window}</legend>
            <TextEntry
                form
                name="welcome"
                label=texts.channel_welcome
                tag=tag.clone()
                extent=Extent::Lines
                of=|texts| &mut texts.welcome
            />
            <TextEntry form name="placeholder" label=texts.channel_placeholder tag of=|texts| &mut texts.placeholder />
            <div class="form__pair">
                <ColourField
                    form
                    name="header"
                    label=texts.channel_header_colour
                    of=|colours: &mut Colours| &mut colours.header
                />
                <ColourField
                    form
                    name="header_text"
                    label=texts.channel_header_text_colour
                    of=|colours: &mut Colours| &mut colours.header_text
                />
            </div>
        </fieldset>
    }
}

#[component]
fn OtherOptions(form: Form) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Entry
            name="review_link"
            label=texts.channel_review_link
            value=Signal::derive(move || form.draft.with(|draft| draft.options.review_link.clone()))
            on_change=Callback::new(move |text| form.draft.update(|draft| draft.options.review_link = text))
            placeholder="https://"
            help=texts.channel_review_link_help
            problem=form.problems.of(texts, "review_link")
        />
        <WhenNobodyChoice form />
    }
}

/// What the widget does while nobody is there (spec 4.7).
#[component]
fn WhenNobodyChoice(form: Form) -> impl IntoView {
    let texts = use_texts();
    let choices = [
        (WhenNobody::Hide, texts.when_nobody_hide),
        (WhenNobody::LeaveAMessage, texts.when_nobody_message),
    ];
    let choices = choices.map(|(choice, name)| {
        let is_chosen = move || form.draft.with(|draft| draft.options.when_nobody == choice);
        let choose = move |_| {
            form.draft
                .update(|draft| draft.options.when_nobody = choice);
        };
        view! {
            <label class="check">
                <input
                    class="check__input"
                    type="radio"
                    name="when_nobody"
                    prop:checked=is_chosen
                    on:change=choose
                />
                <span>{name}</span>
            </label>
        }
    });
    view! {
        <fieldset class="checks">
            <legend class="field__label">{texts.when_nobody}</legend>
            <p class="field__help">{texts.when_nobody_help}</p>
            <div class="checks__boxes">{choices}</div>
        </fieldset>
    }
}

/// A text of the channel in a language; empty, it shows what stands in for it.
#[component]
fn TextEntry(
    form: Form,
    name: &'static str,
    label: &'static str,
    tag: String,
    of: fn(&mut Texts) -> &mut String,
    #[prop(optional)] extent: Extent,
) -> impl IntoView {
    let texts = use_texts();
    let field = text_field(name, &tag);
    let stand_in = {
        let tag = tag.clone();
        Signal::derive(move || {
            form.draft.with(|draft| {
                let mut general = draft.texts.clone();
                let mut defaults = Texts::defaults(WidgetLanguage::of_tag(&tag));
                if tag.is_empty() || of(&mut general).is_empty() {
                    of(&mut defaults).clone()
                } else {
                    of(&mut general).clone()
                }
            })
        })
    };
    let (read, written) = (tag.clone(), tag);
    let value = Signal::derive(move || {
        form.draft.with(|draft| {
            let mut texts = texts_in(draft, &read);
            of(&mut texts).clone()
        })
    });
    let on_change = Callback::new(move |text: String| {
        form.draft.update(|draft| {
            if written.is_empty() {
                *of(&mut draft.texts) = text;
                return;
            }
            let own = draft.translations.entry(written.clone()).or_default();
            *of(own) = text;
            draft.translations.retain(|_, own| *own != Texts::default());
        });
    });
    view! {
        <Entry
            name=field.clone()
            label
            value
            on_change
            extent
            placeholder=stand_in
            problem=form.problems.of_field(texts, field)
        />
    }
}

fn texts_in(draft: &Draft, tag: &str) -> Texts {
    if tag.is_empty() {
        draft.texts.clone()
    } else {
        draft.translations.get(tag).cloned().unwrap_or_default()
    }
}
