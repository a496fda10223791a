//! What readers are told who follow a link to a file that they do not get.

domain::translations! {
    gone: "This link leads to no file. Either it was taken back or erased, or a part of the link got lost.", "Ce lien ne mène à aucun fichier. Soit il a été retiré ou effacé, soit une partie du lien s’est perdue.";
    unavailable: "This file cannot be loaded right now. It is still there: try again in a moment.", "Ce fichier ne peut pas être chargé pour l’instant. Il est toujours là : réessayez dans un moment.";
}
