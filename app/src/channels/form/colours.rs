//! A colour of the channel: a swatch with the picker, a text, and the way back (spec 3.3).

use super::state::Form;
use crate::text::{fill, use_texts};
use crate::ui::{Button, Kind};
use domain::channel::Colours;
use domain::colour::Colour;
use leptos::prelude::*;

/// In which way a colour is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Notation {
    Hex,
    Rgb,
    Hsl,
}

impl Notation {
    fn of(self, colour: Colour) -> String {
        match self {
            Self::Hex => colour.to_string(),
            Self::Rgb => colour.as_rgb(),
            Self::Hsl => colour.as_hsl(),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Hex => "HEX",
            Self::Rgb => "RGB",
            Self::Hsl => "HSL",
        }
    }

    fn next(self) -> Self {
        match self {
            Self::Hex => Self::Rgb,
            Self::Rgb => Self::Hsl,
            Self::Hsl => Self::Hex,
        }
    }
}

/// A colour: what is typed in any of the notations counts as soon as it is a colour.
#[component]
pub(super) fn ColourField(
    form: Form,
    name: &'static str,
    label: &'static str,
    of: fn(&mut Colours) -> &mut Colour,
) -> impl IntoView {
    let texts = use_texts();
    let colour = Memo::new(move |_| {
        let mut colours = form.draft.with(|draft| draft.colours);
        *of(&mut colours)
    });
    let notation = RwSignal::new(Notation::Hex);
    let typed = RwSignal::new(None::<String>);
    let put = move |colour: Colour| {
        form.draft.update(|draft| *of(&mut draft.colours) = colour);
    };
    let shown = move || {
        typed
            .get()
            .unwrap_or_else(|| notation.get().of(colour.get()))
    };
    let is_wrong = move || {
        typed.with(|typed| {
            typed
                .as_deref()
                .is_some_and(|typed| Colour::parse(typed).is_none())
        })
    };
    hold_saving(form, name, Signal::derive(is_wrong));
    let problem_id = format!("{name}-problem");
    view! {
        <div class="field colour" role="group" aria-label=label>
            <label class="field__label" for=name>{label}</label>
            <div class="colour__parts">
                <input
                    type="color"
                    class="colour__swatch"
                    aria-label=fill(texts.colour_pick, &[("name", label)])
                    prop:value=move || colour.get().to_string()
                    value=colour.get_untracked().to_string()
                    on:input:target=move |event| {
                        typed.set(None);
                        if let Some(colour) = Colour::parse(&event.target().value()) {
                            put(colour);
                        }
                    }
                />
                <input
                    class="field__input field__input--code"
                    id=name
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    value=notation.get_untracked().of(colour.get_untracked())
                    prop:value=shown
                    aria-invalid=move || is_wrong().then_some("true")
                    aria-describedby=problem_id.clone()
                    on:input:target=move |event| {
                        let text = event.target().value();
                        if let Some(colour) = Colour::parse(&text) {
                            put(colour);
                        }
                        typed.set(Some(text));
                    }
                    on:change=move |_| {
                        if !is_wrong() {
                            typed.set(None);
                        }
                    }
                />
                <Button
                    label=Signal::derive(move || {
                        let notation = notation.get().name();
                        fill(texts.colour_notation, &[("notation", notation), ("name", label)])
                    })
                    on:click=move |_| {
                        typed.set(None);
                        notation.update(|notation| *notation = notation.next());
                    }
                >
                    {move || notation.get().name()}
                </Button>
                <Button
                    kind=Kind::SmallSign
                    icon="rotate-ccw"
                    label=Signal::stored(fill(texts.colour_reset, &[("name", label)]))
                    on:click=move |_| {
                        typed.set(None);
                        put(*of(&mut Colours::default()));
                    }
                />
            </div>
            <p class="field__problem" id=problem_id role="alert" hidden=move || !is_wrong()>
                {texts.fault_not_a_colour}
            </p>
        </div>
    }
}

/// Nothing is saved while the text of a field is no colour.
fn hold_saving(form: Form, name: &'static str, is_wrong: Signal<bool>) {
    let mark = move |is_wrong: bool| {
        form.wrong_colours.update(|wrong| {
            wrong.retain(|field| *field != name);
            if is_wrong {
                wrong.push(name);
            }
        });
    };
    Effect::new(move || {
        let is_wrong = is_wrong.get();
        if form
            .wrong_colours
            .with_untracked(|wrong| wrong.contains(&name))
            != is_wrong
        {
            mark(is_wrong);
        }
    });
    on_cleanup(move || mark(false));
}
