//! The fields of a record's form.

use super::apps::use_app;
use super::kind::{DraftOf, Kind};
use crate::live::Console;
use crate::moment::Told;
use crate::record_form::{RecordForm, Recorded, Said};
use crate::text::use_texts;
use crate::ui::{Choices, Choose, Entry, Extent, Icon, Size};
use domain::id::ConversationId;
use domain::link::{Stretch, stretches};
use domain::record::{Draft, Stage};
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos_router::components::A;

/// A line or a box of text of what is edited.
#[component]
pub(crate) fn Written<R: Recorded>(
    /// What is edited.
    form: RecordForm<R>,
    /// The field.
    name: &'static str,
    /// The label above.
    label: &'static str,
    /// What of it.
    of: fn(&mut R::Draft) -> &mut String,
    /// How much is typed.
    #[prop(optional)]
    extent: Extent,
) -> impl IntoView {
    let texts = use_texts();
    let draft = form.draft;
    let value = Memo::new(move |_| {
        let mut draft = draft.get();
        std::mem::take(of(&mut draft))
    });
    view! {
        <Entry
            name
            label
            value
            on_change=Callback::new(move |text| draft.update(|draft| *of(draft) = text))
            extent
            problem=form.problems.of(texts, name)
        />
    }
}

/// The links in what is told, which a box of text does not open.
#[component]
pub(crate) fn Links(
    /// What is told.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let texts = use_texts();
    move || {
        let links = text.with(|text| {
            let links = stretches(text).into_iter();
            let links = links.filter_map(|stretch| match stretch {
                Stretch::Link { text, target } => Some((text.to_owned(), target)),
                Stretch::Text(_) => None,
            });
            links.collect::<Vec<_>>()
        });
        let link = |(text, target): (String, String)| {
            view! { <li><a href=target target="_blank" rel="noopener noreferrer">{text}</a></li> }
        };
        (!links.is_empty()).then(|| {
            let links = links.into_iter().map(link).collect_view();
            view! {
                <div class="record__links">
                    <p class="field__help">{texts.record_links}</p>
                    <ul>{links}</ul>
                </div>
            }
        })
    }
}

/// How far it is.
#[component]
pub(crate) fn StageChoice<K: Kind>(
    /// Of what kind it is.
    kind: K,
    /// What is edited.
    form: RecordForm<K::Record>,
    /// What of it.
    of: fn(&mut DraftOf<K>) -> &mut K::Stage,
) -> impl IntoView {
    let texts = use_texts();
    let draft = form.draft;
    let stages = K::Stage::EVERY.iter().map(|stage| {
        let name = kind.stage_name(texts, *stage);
        (stage.word().to_owned(), name.to_owned())
    });
    let chosen = Memo::new(move |_| {
        let mut draft = draft.get();
        of(&mut draft).word().to_owned()
    });
    let on_change = Callback::new(move |word: String| {
        if let Some(stage) = K::Stage::of_word(&word) {
            draft.update(|draft| *of(draft) = stage);
        }
    });
    view! {
        <Choose
            name=K::Stage::FIELD
            label=kind.texts(texts).stage
            choices=Signal::stored(stages.collect::<Choices>())
            chosen
            on_change
        />
    }
}

/// Who works on it.
#[component]
pub(super) fn People<K: Kind>(
    /// Of what kind it is.
    kind: K,
    /// What is edited.
    form: RecordForm<K::Record>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let RecordForm {
        draft, problems, ..
    } = form;
    let state = use_app(kind.app());
    let teams = Signal::derive(move || {
        let none = (String::new(), texts.record_no_team.to_owned());
        let teams = state.get().teams.into_iter();
        let teams = teams.map(|team| (team.id.to_string(), team.name));
        std::iter::once(none).chain(teams).collect::<Choices>()
    });
    let owners = Signal::derive(move || {
        let nobody = (String::new(), texts.record_nobody.to_owned());
        console.people.with(|people| {
            let people = people.iter().map(|person| &person.operator);
            let people = people.map(|operator| (operator.id.to_string(), operator.name.clone()));
            std::iter::once(nobody).chain(people).collect::<Choices>()
        })
    });
    let team = Memo::new(move |_| {
        let team = draft.with(Draft::team);
        team.map(|team| team.to_string()).unwrap_or_default()
    });
    let owner = Memo::new(move |_| {
        let owner = draft.with(Draft::owner);
        owner.map(|user| user.to_string()).unwrap_or_default()
    });
    let owner_field = DraftOf::<K>::OWNER;
    let on_team = Callback::new(move |id: String| {
        draft.update(|draft| kind.set_team(draft, id.parse().ok()));
    });
    let on_owner = Callback::new(move |id: String| {
        draft.update(|draft| kind.set_owner(draft, id.parse().ok()));
    });
    view! {
        <Choose
            name="team"
            label=texts.team
            choices=teams
            chosen=team
            on_change=on_team
            problem=problems.of(texts, "team")
        />
        <Choose
            name=owner_field
            label=kind.texts(texts).owner
            choices=owners
            chosen=owner
            on_change=on_owner
            problem=problems.of(texts, owner_field)
        />
    }
}

/// When it was made, and of which conversation.
#[component]
pub(crate) fn OfConversation(
    /// When.
    #[prop(into)]
    made_at: Signal<Timestamp>,
    /// Which, unless it was erased.
    #[prop(into)]
    conversation: Signal<Option<ConversationId>>,
) -> impl IntoView {
    let texts = use_texts();
    let link = move || match conversation.get() {
        Some(id) => view! {
            <A href=format!("/inbox/{id}") attr:class="button">
                <Icon name="message-circle" size=Size::Small />
                {texts.record_conversation}
            </A>
        }
        .into_any(),
        None => view! { <p class="field__help">{texts.record_conversation_erased}</p> }.into_any(),
    };
    view! {
        <p class="field__help">{texts.record_made_at} " " <Told at=made_at /></p>
        <div>{link}</div>
    }
}

/// Tells what a draft says, field by field, as people read it where two edit one record.
pub(super) fn use_fields<K: Kind>(kind: K) -> Callback<DraftOf<K>, Vec<Said>> {
    let (console, texts) = (Console::of_page(), use_texts());
    let state = use_app(kind.app());
    Callback::new(move |draft: DraftOf<K>| {
        let team = state.with(|state| {
            let name = draft.team().and_then(|team| state.team_name(team));
            name.unwrap_or(texts.record_no_team).to_owned()
        });
        let owner = draft.owner().and_then(|user| console.colleague(user));
        let owner = owner.unwrap_or_else(|| texts.record_nobody.to_owned());
        let mut fields = kind.fields(texts, &draft);
        fields.extend([(texts.team, team), (kind.texts(texts).owner, owner)]);
        fields
    })
}
