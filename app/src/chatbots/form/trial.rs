//! *Test*: the script as it is edited, with the engine that talks to visitors (spec 9.11).

use super::Languages;
use super::offers::Offers;
use super::state::Form;
use crate::browser::page::focus_later;
use crate::text::{fill, use_texts};
use crate::ui::{Button, Entry, Kind};
use domain::chatbot::{Place, Step, Trial, TrialLine};
use domain::team::App;
use domain::widget_language::WidgetLanguage;
use leptos::prelude::*;

/// The script beside the conversation that it makes.
#[component]
pub(super) fn TrialView(form: Form) -> impl IntoView {
    let texts = use_texts();
    let spoken = move |tag: &str| {
        form.draft
            .with_untracked(|draft| draft.script.clone().spoken(tag))
    };
    let script = form.language.with_untracked(|tag| spoken(tag));
    let trial = RwSignal::new(Trial::new(script, false));
    Effect::new(move |before: Option<String>| {
        let tag = form.language.get();
        if before.is_some_and(|before| before != tag) {
            let is_operator_there = trial.with_untracked(|trial| trial.is_operator_there);
            trial.set(Trial::new(spoken(&tag), is_operator_there));
        }
        tag
    });
    view! {
        <div class="trial">
            <section class="trial__script">
                <Languages form />
                <label class="check">
                    <input
                        class="check__input"
                        type="checkbox"
                        on:change:target=move |event| {
                            let is_there = event.target().checked();
                            trial.update(|trial| trial.is_operator_there = is_there);
                        }
                    />
                    <span>{texts.trial_operator}</span>
                </label>
                <Offers form trial />
                <Script trial />
            </section>
            <section class="trial__chat" aria-label=texts.trial>
                <Lines form trial />
                <Answers trial />
                <Reply trial />
            </section>
        </div>
    }
}

/// The steps, with the one that was said last marked.
#[component]
fn Script(trial: RwSignal<Trial>) -> impl IntoView {
    let texts = use_texts();
    let steps = Memo::new(move |_| trial.with(|trial| trial.script.steps.clone()));
    let row = move |step: Step| {
        let id = step.id;
        let message = if step.message.is_empty() {
            texts.step_no_message.to_owned()
        } else {
            step.message
        };
        let is_last = move || trial.with(|trial| trial.last == Some(id)).then_some("step");
        view! { <li class="trial__step" aria-current=is_last>{message}</li> }
    };
    let rows = move || steps.get().into_iter().map(row).collect_view();
    view! { <ol class="trial__steps">{rows}</ol> }
}

#[component]
fn Lines(form: Form, trial: RwSignal<Trial>) -> impl IntoView {
    let texts = use_texts();
    let not_an_email = move || match form.language.get().as_str() {
        "" => texts.trial_not_an_email,
        tag => WidgetLanguage::of_tag(tag).not_an_email,
    };
    let line = move |line: TrialLine| match line {
        TrialLine::Bot(text) => view! { <p class="trial__line">{text}</p> }.into_any(),
        TrialLine::NotAnEmail(input) => {
            let text = fill(not_an_email(), &[("input", &input)]);
            view! { <p class="trial__line">{text}</p> }.into_any()
        }
        TrialLine::Visitor(text) => {
            view! { <p class="trial__line trial__line--own">{text}</p> }.into_any()
        }
        TrialLine::Made(app) => {
            let text = match app {
                App::Helpdesk => texts.trial_ticket,
                App::Crm => texts.trial_lead,
            };
            view! { <p class="trial__told">{text}</p> }.into_any()
        }
        TrialLine::Joined => view! { <p class="trial__told">{texts.trial_joined}</p> }.into_any(),
        TrialLine::Ended => view! { <p class="trial__told">{texts.trial_ended}</p> }.into_any(),
        TrialLine::Restarted => view! { <p class="trial__told">{texts.restarted}</p> }.into_any(),
    };
    let lines =
        move || trial.with(|trial| trial.lines.clone().into_iter().map(line).collect_view());
    view! { <div class="trial__log" role="log" tabindex="0" aria-label=texts.trial>{lines}</div> }
}

#[component]
fn Answers(trial: RwSignal<Trial>) -> impl IntoView {
    let texts = use_texts();
    let answers = move || {
        let offered = trial.with(Trial::offered).into_iter();
        offered
            .map(|(id, text)| {
                let choose = move |_| trial.update(|trial| trial.choose(id));
                view! { <Button on:click=choose>{text}</Button> }
            })
            .collect_view()
    };
    let place = Memo::new(move |_| trial.with(|trial| trial.run.place));
    view! {
        <div class="trial__answers">
            {answers}
            <Show when=move || matches!(place.get(), Place::Gathers(_))>
                <Button on:click=move |_| trial.update(Trial::fall_silent)>{texts.trial_silence}</Button>
            </Show>
            <Show when=move || place.get().can_restart()>
                <Button icon="rotate-ccw" on:click=move |_| trial.update(Trial::restart)>
                    {texts.trial_restart}
                </Button>
            </Show>
        </div>
    }
}

#[component]
fn Reply(trial: RwSignal<Trial>) -> impl IntoView {
    let texts = use_texts();
    let words = RwSignal::new(String::new());
    let takes_words = Memo::new(move |_| {
        let place = trial.with(|trial| trial.run.place);
        !matches!(place, Place::Asks(_) | Place::Over | Place::DeadEnd)
    });
    view! {
        <Show when=move || takes_words.get()>
            <form
                class="trial__reply"
                on:submit=move |event| {
                    event.prevent_default();
                    trial.update(|trial| trial.write(&words.get_untracked()));
                    words.set(String::new());
                    focus_later("trial-words");
                }
            >
                <Entry
                    name="trial-words"
                    label=texts.trial_words
                    value=words
                    on_change=Callback::new(move |text| words.set(text))
                />
                <Button kind=Kind::PlainSubmit>{texts.trial_say}</Button>
            </form>
        </Show>
    }
}
