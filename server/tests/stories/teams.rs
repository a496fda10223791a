//! *Helpdesk* and *CRM*, and their teams.

use crate::stories;
use crate::world::{World, new_user, refusal};
use domain::audit::Audited;
use domain::id::TeamId;
use domain::limit::{NAME_CHARACTERS, TEAMS};
use domain::problem::{Fault, Problem};
use domain::team::{App, AppState, Team, TeamDraft};
use domain::user::{Role, User};
use domain::wire::Refusal;
use server::desk::Signal;
use server::error::Error;
use std::fmt::Debug;
use uuid::Uuid;

pub(crate) async fn administrator(world: &World) -> User {
    let ada = new_user("Ada", Role::Administrator);
    world.desk().create_user(ada).await.unwrap()
}

/// An app is on, with a team that takes what is made of conversations.
pub(crate) async fn is_on(world: &World, chief: &User, app: App) -> Team {
    world.desk().switch_app(chief, app, 0, true).await.unwrap();
    make(world, chief, app, "Repairs", true).await
}

pub(crate) fn draft(name: &str, has_live_chat: bool) -> TeamDraft {
    TeamDraft {
        name: name.to_owned(),
        has_live_chat,
    }
}

pub(crate) async fn make(
    world: &World,
    chief: &User,
    app: App,
    name: &str,
    has_live_chat: bool,
) -> Team {
    let draft = draft(name, has_live_chat);
    let made = world.desk().make_team(chief, app, draft);
    made.await.unwrap()
}

async fn known(world: &World, user: &User, app: App) -> AppState {
    world.desk().app_state(user, app).await.unwrap()
}

async fn names(world: &World, user: &User, app: App) -> Vec<String> {
    let teams = known(world, user, app).await.teams.into_iter();
    teams.map(|team| team.name).collect()
}

/// The field that is wrong, and how.
pub(crate) fn fault<T: Debug>(outcome: Result<T, Error>) -> (String, Fault) {
    match outcome {
        Err(Error::Invalid(problems)) => {
            let [Problem { field, fault }] = problems.try_into().unwrap();
            (field, fault)
        }
        other => panic!("{other:?}"),
    }
}

fn of_name(fault: Fault) -> (String, Fault) {
    ("name".to_owned(), fault)
}

stories! {
    async fn an_administrator_switches_it_on_and_of_two_at_once_the_second_is_told(world: &World) {
        let chief = administrator(world).await;
        let mara = world.user("Mara").await;
        for app in App::ALL {
            assert_eq!(known(world, &mara, app).await, AppState::default());
            assert_eq!(world.desk().switch_app(&chief, app, 0, true).await.unwrap(), 1);
            assert!(known(world, &mara, app).await.is_on);
            let late = world.desk().switch_app(&chief, app, 0, false).await;
            assert_eq!(fault(late), ("version".to_owned(), Fault::Changed));
            assert_eq!(world.desk().switch_app(&chief, app, 1, false).await.unwrap(), 2);
            assert!(!known(world, &mara, app).await.is_on);
            let audited = world.desk().audit(9).await.unwrap();
            let switched = match app {
                App::Helpdesk => Audited::HelpdeskSwitched,
                App::Crm => Audited::CrmSwitched,
            };
            assert_eq!(audited[0], ("Ada".to_owned(), switched));
        }
    }

    async fn teams_stand_by_priority_and_a_new_one_stands_last(world: &World) {
        let chief = administrator(world).await;
        for app in App::ALL {
            let mut teams = Vec::new();
            for name in ["Repairs", "Spare parts", "Éco"] {
                teams.push(make(world, &chief, app, name, false).await);
            }
            assert_eq!(names(world, &chief, app).await, ["Repairs", "Spare parts", "Éco"]);
            let order = vec![teams[2].id, TeamId(Uuid::now_v7()), teams[0].id];
            world.desk().order_teams(&chief, app, order).await.unwrap();
            assert_eq!(names(world, &chief, app).await, ["Éco", "Repairs", "Spare parts"]);
            make(world, &chief, app, "Last", true).await;
            assert_eq!(names(world, &chief, app).await, ["Éco", "Repairs", "Spare parts", "Last"]);
            world.desk().delete_team(&chief, app, teams[0].id).await.unwrap();
            world.desk().delete_team(&chief, app, teams[0].id).await.unwrap();
            assert_eq!(names(world, &chief, app).await, ["Éco", "Spare parts", "Last"]);
            let audited = world.desk().audit(2).await.unwrap();
            let team = teams[0].id;
            let (deleted, is_made) = match app {
                App::Helpdesk => (
                    Audited::HelpdeskTeamDeleted { team },
                    matches!(audited[1].1, Audited::HelpdeskTeamMade { .. }),
                ),
                App::Crm => (
                    Audited::SalesTeamDeleted { team },
                    matches!(audited[1].1, Audited::SalesTeamMade { .. }),
                ),
            };
            assert_eq!(audited[0].1, deleted, "once");
            assert!(is_made);
        }
    }

    async fn a_team_is_changed_by_who_knows_how_it_is(world: &World) {
        let chief = administrator(world).await;
        for app in App::ALL {
            let team = make(world, &chief, app, "Repairs", false).await;
            let desk = world.desk();
            let changed = desk.change_team(&chief, app, team.id, 0, draft("Mills", true)).await.unwrap();
            assert_eq!(changed, Team { id: team.id, name: "Mills".to_owned(), has_live_chat: true, version: 1 });
            assert_eq!(known(world, &chief, app).await.teams, [changed]);
            let late = world.desk().change_team(&chief, app, team.id, 0, draft("Other", false)).await;
            assert_eq!(fault(late), of_name(Fault::Changed));
            let nobody = TeamId(Uuid::now_v7());
            let gone = world.desk().change_team(&chief, app, nobody, 0, draft("Other", false)).await;
            assert_eq!(refusal(gone), Refusal::NotFound);
        }
    }

    async fn names_are_there_short_enough_and_differ_by_more_than_capitals(world: &World) {
        let chief = administrator(world).await;
        for app in App::ALL {
            let eco = make(world, &chief, app, "Éco", false).await;
            let most = "é".repeat(NAME_CHARACTERS);
            let other = make(world, &chief, app, &most, false).await;
            let too_long = Fault::TooLong { limit: NAME_CHARACTERS };
            for (name, expected) in [
                ("éCO ", Fault::Taken),
                (" ", Fault::Missing),
                (&format!("{most}é"), too_long),
            ] {
                let made = world.desk().make_team(&chief, app, draft(name, true)).await;
                assert_eq!(fault(made), of_name(expected));
                let changed = world.desk().change_team(&chief, app, other.id, 0, draft(name, true)).await;
                assert_eq!(fault(changed), of_name(expected));
            }
            let own = world.desk().change_team(&chief, app, eco.id, 0, draft("ÉCO", false)).await;
            assert_eq!(own.unwrap().name, "ÉCO");
        }
    }

    async fn there_are_only_so_many_teams(world: &World) {
        let chief = administrator(world).await;
        for app in App::ALL {
            let additions = (0..TEAMS).map(|number| {
                let (desk, chief) = (world.desk(), &chief);
                async move { desk.make_team(chief, app, draft(&format!("Team {number}"), false)).await }
            });
            for made in futures::future::join_all(additions).await {
                made.unwrap();
            }
            assert_eq!(known(world, &chief, app).await.teams.len(), TEAMS);
            let one_more = world.desk().make_team(&chief, app, draft("One more", false)).await;
            assert_eq!(fault(one_more), of_name(Fault::TooMany { limit: TEAMS }));
        }
    }

    async fn operators_read_it_and_change_nothing(world: &World) {
        let chief = administrator(world).await;
        let mara = world.user("Mara").await;
        for app in App::ALL {
            let team = is_on(world, &chief, app).await;
            let desk = world.desk();
            assert_eq!(refusal(desk.switch_app(&mara, app, 1, false).await), Refusal::Forbidden);
            assert_eq!(refusal(desk.make_team(&mara, app, draft("Mine", true)).await), Refusal::Forbidden);
            let changed = desk.change_team(&mara, app, team.id, 0, draft("Mine", true)).await;
            assert_eq!(refusal(changed), Refusal::Forbidden);
            assert_eq!(refusal(desk.delete_team(&mara, app, team.id).await), Refusal::Forbidden);
            assert_eq!(refusal(desk.order_teams(&mara, app, vec![team.id]).await), Refusal::Forbidden);
            assert_eq!(known(world, &mara, app).await, AppState { version: 1, is_on: true, teams: vec![team] });
        }
    }

    async fn consoles_are_told_of_every_change_of_it(world: &World) {
        let chief = administrator(world).await;
        for app in App::ALL {
            // Each node passes on what happened there, and tells the others by the bus.
            let desk = &world.nodes()[0];
            let mut signals = desk.signals();
            let changed = Signal::Changed(app.list());
            desk.switch_app(&chief, app, 0, true).await.unwrap();
            assert_eq!(signals.recv().await.unwrap(), changed);
            let team = desk.make_team(&chief, app, draft("Repairs", false)).await.unwrap();
            assert_eq!(signals.recv().await.unwrap(), changed);
            desk.change_team(&chief, app, team.id, 0, draft("Repairs", true)).await.unwrap();
            assert_eq!(signals.recv().await.unwrap(), changed);
            desk.order_teams(&chief, app, vec![team.id]).await.unwrap();
            assert_eq!(signals.recv().await.unwrap(), changed);
            desk.delete_team(&chief, app, team.id).await.unwrap();
            assert_eq!(signals.recv().await.unwrap(), changed);
            assert_eq!(signals.recv().await.unwrap(), Signal::Changed(app.records()));
        }
    }
}
