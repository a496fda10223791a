//! *Create Script Steps*: the form of one step (spec 9.2), whose fields appear as its type needs them.

use super::only_if::OnlyIf;
use super::state::Form;
use super::typed::{Typed, TypedAnswer, kind_in_words, kinds};
use super::words::Translations;
use crate::browser::page::focus_later;
use crate::settings::language_name;
use crate::text::{fill, fill_count, use_texts};
use crate::ui::{
    Button, Choices, Choose, Entry, Extent, FormDialog, Icon, Kind as ButtonKind, Size,
};
use domain::chatbot::{ChatbotDraft, Kind, Script, ScriptTexts, Step};
use domain::id::{ExpertiseId, StepId, TeamId};
use domain::problem::Problem;
use domain::team::App;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Which step the dialog is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edited {
    /// None: it is closed.
    Nothing,
    /// One that is being made.
    New,
    /// One that is there.
    Step(StepId),
}

/// The dialog. What it says stands in the script when it closes; the script is stored by the form's own *Save*.
#[component]
pub(super) fn StepDialog(form: Form, edited: RwSignal<Edited>) -> impl IntoView {
    let texts = use_texts();
    let open = RwSignal::new(false);
    Effect::new(move || {
        if edited.get() != Edited::Nothing {
            open.set(true);
        }
    });
    Effect::new(move || {
        if !open.get() {
            edited.set(Edited::Nothing);
        }
    });
    let title = Signal::derive(move || match (edited.get(), form.language.get().as_str()) {
        (Edited::Step(_), "") => texts.step_edit.to_owned(),
        (Edited::Step(_), tag) => fill(texts.step_translate, &[("language", language_name(tag))]),
        _ => texts.step_create.to_owned(),
    });
    let content = move || open.get().then(|| view! { <StepForm form edited open /> });
    view! { <FormDialog open title close=texts.close>{content}</FormDialog> }
}

#[component]
fn StepForm(form: Form, edited: RwSignal<Edited>, open: RwSignal<bool>) -> impl IntoView {
    let texts = use_texts();
    let typed = Typed::empty();
    let known = match edited.get_untracked() {
        Edited::Step(id) => form.draft.with_untracked(|draft| {
            let (_, step) = draft.script.find(id)?;
            Some((step.clone(), draft.script.said_of(step)))
        }),
        _ => None,
    };
    let is_known = known.is_some();
    typed.fill(known);
    // A new step is written before it is translated.
    let language = Some(form.language.get_untracked()).filter(|tag| is_known && !tag.is_empty());
    let is_translated = language.is_some();
    let fields = match language.clone() {
        Some(tag) => view! { <Translations typed tag /> }.into_any(),
        None => view! { <Fields form typed /> }.into_any(),
    };
    let language = StoredValue::new(language);
    let save = move |next: Edited| {
        if !language.with_value(|tag| put(form, typed, tag.as_deref())) {
            return;
        }
        if next == Edited::New {
            edited.set(Edited::New);
            typed.fill(None);
            focus_later("step-message");
        } else {
            open.set(false);
        }
    };
    let remove = move |_| {
        let id = typed.id.get_untracked();
        form.change(|script| script.steps.retain(|step| step.id != id));
        open.set(false);
    };
    view! {
        <form on:submit=move |event| {
            event.prevent_default();
            save(Edited::Nothing);
        }>
            <div class="dialog__body form">{fields}</div>
            <div class="dialog__actions dialog__actions--start">
                <Button kind=ButtonKind::Submit>{texts.save_and_close}</Button>
                {(!is_translated).then(|| view! {
                    <Button on:click=move |_| save(Edited::New)>{texts.save_and_new}</Button>
                })}
                {(is_known && !is_translated).then(|| view! {
                    <Button icon="trash-2" on:click=remove>{texts.step_remove}</Button>
                })}
                <Button kind=ButtonKind::Last on:click=move |_| open.set(false)>{texts.discard}</Button>
            </div>
        </form>
    }
}

/// Puts the step into the script, if nothing is wrong with what can be typed in the dialog: with the words of a language, or with all
/// else. What is wrong besides is told beside the step, and refused when the script is stored.
fn put(form: Form, typed: Typed, language: Option<&str>) -> bool {
    let (step, said) = (typed.step(), typed.said());
    let mut draft = form.draft.get_untracked();
    let place = put_in(&mut draft.script, step.clone(), said.clone());
    let mut wrong = problems(draft, place, language);
    wrong.retain(|problem| match language {
        Some(tag) => problem.field.ends_with(&format!("translations.{tag}")),
        None => !problem.field.contains("translations."),
    });
    if !wrong.is_empty() {
        typed.problems.set(wrong);
        return false;
    }
    form.change(|script| {
        put_in(script, step, said);
    });
    true
}

/// Puts a step in its place, with what it says in other languages; which place that is.
fn put_in(script: &mut Script, step: Step, said: BTreeMap<String, ScriptTexts>) -> usize {
    script.say(&step, said);
    let place = match script.find(step.id) {
        Some((place, _)) => place,
        None => script.steps.len(),
    };
    match script.steps.get_mut(place) {
        Some(known) => *known = step,
        None => script.steps.push(step),
    }
    place
}

/// What is wrong with the step in a place, by its own fields; what is wrong with other steps is said beside them.
fn problems(draft: ChatbotDraft, place: usize, language: Option<&str>) -> Vec<Problem> {
    let message =
        language.map_or_else(|| "message".to_owned(), |tag| format!("translations.{tag}"));
    let start = format!("steps.{place}.");
    let wrong = draft.check().err().unwrap_or_default();
    let own = wrong.into_iter().filter_map(|problem| {
        let field = problem.field.strip_prefix(&start);
        // There is no place for one more, or for more words.
        let field = field.or((problem.field == "steps").then_some(message.as_str()))?;
        Some(Problem::new(field, problem.fault))
    });
    own.collect()
}

#[component]
fn Fields(form: Form, typed: Typed) -> impl IntoView {
    let texts = use_texts();
    let is_question = Memo::new(move |_| {
        typed
            .kind
            .with(|kind| matches!(kind, Kind::Question { .. }))
    });
    let is_forward = Memo::new(move |_| typed.kind.with(|kind| kind.forwards().is_some()));
    let makes = Memo::new(move |_| typed.kind.with(|kind| kind.makes().map(|(app, _)| app)));
    view! {
        <Entry
            name="step-message"
            label=texts.step_message
            value=typed.message
            on_change=Callback::new(move |text| typed.message.set(text))
            extent=Extent::Lines
            problem=typed.problems.of(texts, "message")
        />
        <Types form typed />
        <Show when=move || is_question.get()>
            <Answers typed />
        </Show>
        {move || makes.get().map(|app| view! { <Team form typed app /> })}
        <Show when=move || is_forward.get()>
            <Expertises form typed />
        </Show>
        <OnlyIf form typed />
    }
}

#[component]
fn Types(form: Form, typed: Typed) -> impl IntoView {
    let texts = use_texts();
    let is_same =
        |one: &Kind, other: &Kind| std::mem::discriminant(one) == std::mem::discriminant(other);
    // A step keeps its type while the app behind it is off.
    let is_offered = |kind: &Kind| {
        let chosen = typed.kind.with_untracked(|chosen| is_same(chosen, kind));
        let is_on = |(app, _)| form.app(app).is_some();
        chosen || kind.makes().is_none_or(is_on)
    };
    let options = kinds()
        .into_iter()
        .filter(|(_, kind)| is_offered(kind))
        .map(|(name, kind)| {
            let is_chosen = typed.kind.with_untracked(|chosen| is_same(chosen, &kind));
            view! { <option value=name selected=is_chosen>{kind_in_words(texts, &kind)}</option> }
        })
        .collect_view();
    let value = move || {
        let found = kinds()
            .into_iter()
            .find(|(_, kind)| typed.kind.with(|chosen| is_same(chosen, kind)));
        found.map_or("text", |(name, _)| name)
    };
    let choose = move |value: String| {
        let Some((_, kind)) = kinds().into_iter().find(|(name, _)| *name == value) else {
            return;
        };
        if matches!(kind, Kind::Question { .. }) && typed.answers.with_untracked(Vec::is_empty) {
            typed.answers.set(vec![TypedAnswer::empty()]);
        }
        typed.kind.set(kind);
    };
    view! {
        <div class="field">
            <label class="field__label" for="step-type">{texts.step_type}</label>
            <div class="select">
                <select
                    class="select__input"
                    id="step-type"
                    prop:value=value
                    on:change:target=move |event| choose(event.target().value())
                >
                    {options}
                </select>
                <Icon name="chevron-down" size=Size::Small />
            </div>
        </div>
    }
}

/// *Sales Team* or *Helpdesk Team*.
#[component]
fn Team(form: Form, typed: Typed, app: App) -> impl IntoView {
    let texts = use_texts();
    let teams = form.app(app).map(|state| state.teams).unwrap_or_default();
    let known: Vec<TeamId> = teams.iter().map(|team| team.id).collect();
    let first = (String::new(), texts.step_team_first.to_owned());
    let teams = teams
        .into_iter()
        .map(|team| (team.id.to_string(), team.name));
    let choices: Choices = std::iter::once(first).chain(teams).collect();
    // Without its team a step goes to the first with Live Chat.
    let chosen = Memo::new(move |_| {
        let team = typed.team.get().filter(|team| known.contains(team));
        team.map(|team| team.to_string()).unwrap_or_default()
    });
    let label = match app {
        App::Helpdesk => texts.step_helpdesk_team,
        App::Crm => texts.step_sales_team,
    };
    view! {
        <Choose
            name="step-team"
            label
            choices=Signal::stored(choices)
            chosen
            on_change=Callback::new(move |id: String| typed.team.set(id.parse().ok()))
        />
    }
}

#[component]
fn Answers(typed: Typed) -> impl IntoView {
    let texts = use_texts();
    let add = move |_| {
        let answer = TypedAnswer::empty();
        typed.answers.update(|answers| answers.push(answer));
        focus_later(&format!("answer-{}", answer.id));
    };
    let problem = typed.problems.of(texts, "answers");
    let placed = move || -> Vec<(usize, TypedAnswer)> {
        typed.answers.get().into_iter().enumerate().collect()
    };
    view! {
        <fieldset class="field answers">
            <legend class="field__label">{texts.step_answers}</legend>
            <For
                each=placed
                key=|(place, answer)| (*place, answer.id)
                children=move |(place, answer)| view! { <AnswerRow typed place answer /> }
            />
            <p class="field__problem" role="alert">{problem}</p>
            <div>
                <Button kind=ButtonKind::Link icon="plus" on:click=add>{texts.answer_add}</Button>
            </div>
            <p class="field__help">{texts.answer_link_help}</p>
        </fieldset>
    }
}

#[component]
fn AnswerRow(typed: Typed, place: usize, answer: TypedAnswer) -> impl IntoView {
    let texts = use_texts();
    let id = answer.id;
    let field = |name: &str| format!("answers.{place}.{name}");
    let remove = move |_| {
        typed
            .answers
            .update(|answers| answers.retain(|other| other.id != id));
    };
    view! {
        <div class="answers__row">
            <Entry
                name=format!("answer-{id}")
                label=fill_count(texts.answer, place + 1)
                value=answer.text
                on_change=Callback::new(move |text| answer.text.set(text))
                problem=typed.problems.of_field(texts, field("text"))
            />
            <Entry
                name=format!("link-{id}")
                label=texts.answer_link
                value=answer.link
                on_change=Callback::new(move |link| answer.link.set(link))
                problem=typed.problems.of_field(texts, field("link"))
                is_code=true
            />
            <Button
                kind=ButtonKind::SmallSign
                icon="x"
                label=fill_count(texts.answer_remove, place + 1)
                on:click=remove
            />
        </div>
    }
}

#[component]
fn Expertises(form: Form, typed: Typed) -> impl IntoView {
    let texts = use_texts();
    let expertises = form
        .offered
        .with_value(|offered| offered.expertises.clone());
    let boxes = expertises
        .into_iter()
        .map(|expertise| {
            let id: ExpertiseId = expertise.id;
            let ticked = move |is_ticked: bool| {
                typed.expertises.update(|expertises| {
                    expertises.retain(|other| *other != id);
                    if is_ticked {
                        expertises.push(id);
                    }
                });
            };
            view! {
                <label class="check">
                    <input
                        class="check__input"
                        type="checkbox"
                        prop:checked=move || typed.expertises.with(|chosen| chosen.contains(&id))
                        on:change:target=move |event| ticked(event.target().checked())
                    />
                    <span>{expertise.name}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field">
            <legend class="field__label">{texts.step_expertise}</legend>
            <div class="choices choices--pairs">{boxes}</div>
            <p class="field__help">{texts.step_forward_help}</p>
        </fieldset>
    }
}
